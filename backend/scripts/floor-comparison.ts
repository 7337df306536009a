import type { Checks } from './checks.ts';
import { countParts, earned, planned, stageOf, sum, type Counts, type ModelPart } from './floor-model.ts';
import type { SimulatedFloor } from './floor-setup.ts';
import type { WorkshopApi } from './workshop-api.ts';

interface Floor {
  counts: Counts;
  workCentres: (Counts & { name?: string })[];
  routes: (Counts & { id?: string })[];
  people: { id: string; working: { id: string }[]; paused: number }[];
  orders: { id: string; open: number; plannedSeconds: number; earnedSeconds: number }[];
}

/** Compares what the product tells of the simulated floor with the simulation's own tally. */
export class FloorComparison {
  private readonly api: WorkshopApi;
  private readonly floor: SimulatedFloor;
  private readonly checks: Checks;

  constructor(api: WorkshopApi, floor: SimulatedFloor, checks: Checks) {
    this.api = api;
    this.floor = floor;
    this.checks = checks;
  }

  /** Nobody is at work meanwhile. */
  async compare(when: string): Promise<void> {
    for (const routeId of this.floor.routeIds) {
      const told = await this.api.get<Floor>(`/floor?routeId=${routeId}`);
      const all = [...this.floor.parts.values()];
      const parts = all.filter((part) => part.routeId === routeId);
      this.compareCounts(when, told.counts, parts);
      this.compareCounts(`${when}, the route`, told.routes[0], parts);
      const open = parts.filter(({ state }) => state !== 'done');
      for (const [name, own] of Map.groupBy(open, (part) => stageOf(part)?.workCentre ?? '')) {
        const group = told.workCentres.find((centre) => centre.name === name);
        this.compareCounts(`${when}, ${name}`, group, own);
      }
      this.comparePeople(when, told, open);
      this.compareOrders(when, told, open, all);
    }
  }

  private compareCounts(when: string, told: Counts | undefined, parts: readonly ModelPart[]): void {
    const expected = countParts(parts);
    for (const [name, count] of Object.entries(expected))
      this.checks.equal(`${when}, ${name}`, told?.[name as keyof Counts] ?? 0, count);
  }

  private comparePeople(when: string, told: Floor, open: readonly ModelPart[]): void {
    for (const { id } of this.floor.people) {
      const own = open.filter(({ workerId }) => workerId === id);
      const person = told.people.find((one) => one.id === id);
      const working = own.filter(({ state }) => state === 'in_progress').map((part) => part.id);
      const paused = own.filter(({ state }) => state === 'paused').length;
      if (working.length <= 10)
        this.checks.equal(`${when}, in hand`, (person?.working ?? []).map((part) => part.id).sort(), working.sort());
      this.checks.equal(`${when}, paused by one`, person?.paused ?? 0, paused);
    }
  }

  private compareOrders(when: string, told: Floor, open: readonly ModelPart[], all: readonly ModelPart[]): void {
    for (const [orderId, parts] of Map.groupBy(open, (part) => part.orderId)) {
      if (orderId === undefined) continue;
      const order = told.orders.find(({ id }) => id === orderId);
      const whole = all.filter((part) => part.orderId === orderId);
      this.checks.equal(`${when}, open parts of an order`, order?.open, parts.length);
      this.checks.equal(`${when}, planned of an order`, order?.plannedSeconds, sum(whole, planned));
      this.checks.equal(`${when}, earned of an order`, order?.earnedSeconds, sum(whole, earned));
    }
  }
}
