import type { Checks } from './checks.ts';
import { sum, type ModelPart, type ModelStretch } from './floor-model.ts';
import type { SimulatedFloor } from './floor-setup.ts';
import type { WorkshopApi } from './workshop-api.ts';

interface Work {
  parts: number;
  good: number;
  scrapped: number;
  clockedSeconds: number;
  earnedSeconds: number;
}
interface Report {
  masters: (Work & { masterId: string })[];
  stages: (Work & { stageId?: string; name?: string })[];
  scraps: { reason: string; pieces: number; reports: number }[];
}
interface Rows {
  items: { startedAt: string; endedAt: string; good: number }[];
  total: number;
}

/** A stretch that has ended, with what of the plan it earned. */
type Ended = ModelStretch & { part: ModelPart; earnedSeconds: number };

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Rows that one page of a list has. */
const PAGE = 200;

/** Compares what the report tells of the simulated floor with the simulation's own tally, and its rows with both. */
export class FloorReportComparison {
  private readonly api: WorkshopApi;
  private readonly floor: SimulatedFloor;
  private readonly checks: Checks;
  /** Whatever day it is in the workshop. */
  private readonly from = dayFromNow(-1);

  constructor(api: WorkshopApi, floor: SimulatedFloor, checks: Checks) {
    this.api = api;
    this.floor = floor;
    this.checks = checks;
  }

  /** Nobody is at work meanwhile. */
  async compare(when: string): Promise<void> {
    const period = `from=${this.from}&to=${dayFromNow(1)}`;
    for (const routeId of this.floor.routeIds) {
      const told = await this.api.get<Report>(`/reports/floor?${period}&routeId=${routeId}`);
      const parts = [...this.floor.parts.values()].filter((part) => part.routeId === routeId);
      const ended = parts.flatMap(endedOf);
      for (const { id } of this.floor.people) {
        const own = ended.filter(({ masterId }) => masterId === id);
        const finished = parts.filter((part) => lastAtDone(part).some(({ masterId }) => masterId === id));
        const row = told.masters.find(({ masterId }) => masterId === id);
        this.compareWork(`${when}, work of one`, row, own, finished.length);
      }
      for (const [index, { name }] of (parts[0]?.stages ?? []).entries()) {
        const own = ended.filter(({ stage }) => stage === index);
        const done = parts.filter((part) => lastAtDone(part).some(({ stage }) => stage === index));
        const row = told.stages.find((stage) => stage.name === name);
        this.compareWork(`${when}, work at ${name}`, row, own, done.length);
        if (row) await this.compareRows(`${when}, rows of ${name}`, row);
      }
      const [lost, losses] = [sum(parts, ({ scrapped }) => scrapped), sum(parts, (part) => part.losses)];
      const expected = losses ? [{ reason: 'material', pieces: lost, reports: losses }] : [];
      const scraps = told.scraps.map(({ reason, pieces, reports }) => ({ reason, pieces, reports }));
      this.checks.equal(`${when}, scrap`, scraps, expected);
    }
  }

  private compareWork(what: string, told: Work | undefined, own: readonly Ended[], parts: number): void {
    const { good = 0, scrapped = 0, earnedSeconds = 0 } = told ?? {};
    const expected = {
      parts,
      good: sum(own, (stretch) => stretch.good),
      scrapped: sum(own, (stretch) => stretch.scrapped),
      earnedSeconds: sum(own, (stretch) => stretch.earnedSeconds),
    };
    this.checks.equal(what, { parts: told?.parts ?? 0, good, scrapped, earnedSeconds }, expected);
  }

  /** The list of stretches to which a figure leads comes to the same, as far as one page has all of them. */
  private async compareRows(what: string, { stageId, good, clockedSeconds }: Report['stages'][number]): Promise<void> {
    const query = `/work?stageId=${stageId}&endedMissing=false&pageSize=${PAGE}`;
    const { items, total } = await this.api.get<Rows>(query);
    if (total > PAGE) return;
    const clocked = sum(items, ({ startedAt, endedAt }) => Date.parse(endedAt) - Date.parse(startedAt));
    const told = { good: sum(items, (row) => row.good), clockedSeconds: Math.round(clocked / 1_000) };
    this.checks.equal(what, told, { good, clockedSeconds });
  }
}

/** The stretches of a part that have ended; with the first good pieces at a stage its set-up is earned. */
function endedOf(part: ModelPart): Ended[] {
  return part.stretches
    .filter(({ isEnded }) => isEnded)
    .map((stretch) => {
      const plan = part.stages[stretch.stage];
      const first = part.stretches.find(({ stage, good }) => stage === stretch.stage && good);
      const setUp = first === stretch ? (plan?.setUpMinutes ?? 0) : 0;
      const earnedSeconds = 60 * (setUp + (plan?.minutesPerUnit ?? 0) * stretch.good);
      return { ...stretch, part, earnedSeconds };
    });
}

/** The last stretch at each stage that is done. */
function lastAtDone({ done, stretches }: ModelPart): ModelStretch[] {
  return Array.from({ length: done }, (_, stage) => stretches.findLast((one) => one.stage === stage) ?? []).flat();
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
