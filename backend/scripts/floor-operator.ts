import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Checks } from './checks.ts';
import { begin, leave, newPart, reportGood, scrap, stageOf, stepBack, type ModelPart } from './floor-model.ts';
import type { SimulatedFloor, SimulatedPerson } from './floor-setup.ts';
import { Refused, type WorkshopApi } from './workshop-api.ts';

/** A fact as it is sent: now, or later with the time at which it was done. */
interface Deed {
  path: string;
  body: Record<string, unknown>;
  then: () => void;
}

/** One person at the simulated floor: takes a part that nobody has in hand, and does to it what people do. */
export class FloorOperator {
  deeds = 0;
  /** Deeds of the time without a network. */
  private kept?: Deed[];
  private seed: number;
  private readonly person: SimulatedPerson;
  private readonly floor: SimulatedFloor;
  private readonly foreman: WorkshopApi;
  private readonly checks: Checks;

  constructor(person: SimulatedPerson, floor: SimulatedFloor, foreman: WorkshopApi, checks: Checks, seed: number) {
    this.person = person;
    this.floor = floor;
    this.foreman = foreman;
    this.checks = checks;
    this.seed = seed * 7_919;
  }

  /** Works until an instant, in milliseconds; leaves nothing unsent. */
  async work(until: number): Promise<void> {
    while (Date.now() < until) {
      const part = this.takeUp();
      if (!part) {
        await wait(20);
        continue;
      }
      try {
        await this.workOn(part);
      } finally {
        inHand.delete(part.id);
      }
    }
  }

  private async workOn(part: ModelPart): Promise<void> {
    await this.scan(part);
    const isAway = this.chance(0.2);
    if (isAway) this.kept = [];
    if (part.state !== 'in_progress') await this.start(part, !isAway && this.chance(0.2));
    if (part.workerId !== this.person.id || this.chance(0.15)) return this.send();
    const stages = part.done;
    const left = part.quantity - (part.good[part.done] ?? 0);
    if (left > 1 && this.chance(0.4)) await this.finish(part, 1);
    if (this.chance(0.2)) {
      await this.step(part, 'pause', () => leave(part, 'paused'));
      if (this.chance(0.4)) return this.send();
      await this.start(part, false);
    }
    if (!isAway && this.chance(0.15)) await this.lose(part);
    if (!isAway && part.state === 'in_progress' && this.chance(0.12)) await this.stop(part);
    if (part.done === stages && part.state === 'in_progress') await this.finish(part);
    if (!isAway && part.done > 0 && part.state === 'waiting' && this.chance(0.06)) {
      await this.tell({ path: `/parts/${part.id}/back`, body: {}, then: () => stepBack(part) });
    }
    await this.send();
  }

  /** A part whose stage this person may do, and that nobody holds. */
  private takeUp(): ModelPart | undefined {
    const free = [...this.floor.parts.values()].filter((part) => {
      const stage = stageOf(part);
      const isMine = stage && (!stage.performers.length || stage.performers.includes(this.person.id));
      const isTheirs = part.state === 'in_progress' && part.workerId !== this.person.id;
      return isMine && !isTheirs && part.state !== 'done' && !inHand.has(part.id);
    });
    const part = free[Math.floor(this.random() * free.length)];
    if (part) inHand.add(part.id);
    return part;
  }

  private async scan(part: ModelPart): Promise<void> {
    const { id } = await this.person.api.get<{ id: string }>(`/part-codes/${part.code.toLowerCase()}`);
    this.checks.equal('a scanned code leads to its part', id, part.id);
  }

  /** Begins a part; with a race, somebody else scans the same code at the same moment. */
  private async start(part: ModelPart, isRace: boolean): Promise<void> {
    const then = (): void => begin(part, this.person.id);
    const other = isRace && !stageOf(part)?.performers.length ? this.other() : undefined;
    if (!other) return this.tell({ path: `/parts/${part.id}/step`, body: { action: 'start' }, then });
    const tries = [this.person, other].map(async ({ id, api }) => {
      try {
        await api.post(`/parts/${part.id}/step`, { action: 'start' }, randomUUID());
        return id;
      } catch (error) {
        if (error instanceof Refused && error.code === 'part.transition') return undefined;
        throw error;
      }
    });
    const passed = (await Promise.all(tries)).flatMap((id) => id ?? []);
    this.checks.equal('two at one code: one has it', passed.length, 1);
    this.deeds += 1;
    begin(part, passed[0] ?? '');
  }

  private async finish(part: ModelPart, good?: number): Promise<void> {
    const pieces = good ?? part.quantity - (part.good[part.done] ?? 0);
    await this.tell({
      path: `/parts/${part.id}/step`,
      body: { action: 'finish', ...(good ? { good } : {}) },
      then: () => {
        part.workerId = this.person.id;
        reportGood(part, pieces);
      },
    });
  }

  private async step(part: ModelPart, action: string, then: () => void): Promise<void> {
    await this.tell({ path: `/parts/${part.id}/step`, body: { action }, then });
  }

  /** One piece is lost; what has passed a stage is made anew as a part of its own. */
  private async lose(part: ModelPart): Promise<void> {
    let anew = 0;
    await this.tell({
      path: `/parts/${part.id}/scrap`,
      body: { quantity: 1, reason: 'material' },
      then: () => (anew = scrap(part, 1)),
    });
    if (anew) await this.addRemake(part, anew);
  }

  private async addRemake(part: ModelPart, quantity: number): Promise<void> {
    const query = `/parts?routeId=${part.routeId}&state=waiting&sort=-number&pageSize=200`;
    const { items } = await this.foreman.get<{ items: { id: string; code: string; remakeOf?: string }[] }>(query);
    const made = items.find(({ id, remakeOf }) => remakeOf === part.id && !this.floor.parts.has(id));
    this.checks.holds('lost pieces are made anew', !!made);
    if (!made) return;
    const { routeId, orderId, stages, isLate } = part;
    this.floor.parts.set(made.id, newPart({ ...made, quantity, routeId, orderId, stages, isLate }));
  }

  /** Tells of a problem, which nobody works past until the foreman has resolved it. */
  private async stop(part: ModelPart): Promise<void> {
    const then = (): void => {
      part.isBlocked = true;
      leave(part, 'paused');
    };
    await this.tell({ path: `/parts/${part.id}/problem`, body: { text: 'Кончился материал' }, then });
    const refused = await this.person.api
      .post(`/parts/${part.id}/step`, { action: 'start' }, randomUUID())
      .then(() => '')
      .catch((error: unknown) => (error instanceof Refused ? error.code : String(error)));
    this.checks.equal('work on a part with a problem', refused, 'part.blocked');
    await this.foreman.post(`/parts/${part.id}/resolve`, {}, randomUUID());
    part.isBlocked = false;
    await this.start(part, false);
  }

  /** Sends a deed, or keeps it with its time until there is a network. */
  private async tell(deed: Deed): Promise<void> {
    if (!this.kept) return this.post(deed);
    this.kept.push({ ...deed, body: { ...deed.body, at: new Date().toISOString() } });
    // What follows goes by what one has done, sent or not.
    deed.then();
    await wait(5 + this.random() * 20);
  }

  /** Sends what was kept, in its order, each thing twice as after a lost answer: it counts once. */
  private async send(): Promise<void> {
    const { kept } = this;
    if (!kept) return;
    this.kept = undefined;
    await wait(this.random() * 200);
    for (const deed of kept) {
      const key = randomUUID();
      await this.person.api.post(deed.path, deed.body, key);
      if (this.chance(0.3)) await this.person.api.post(deed.path, deed.body, key);
      this.deeds += 1;
    }
  }

  private async post({ path, body, then }: Deed): Promise<void> {
    await this.person.api.post(path, body, randomUUID());
    this.deeds += 1;
    then();
  }

  private other(): SimulatedPerson | undefined {
    const others = this.floor.people.filter(({ id }) => id !== this.person.id);
    return others[Math.floor(this.random() * others.length)];
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  /** The same each time: Park and Miller's minimal standard generator. */
  private random(): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return this.seed / 2_147_483_647;
  }
}

/** Parts that somebody of the simulation has in hand. */
const inHand = new Set<string>();
