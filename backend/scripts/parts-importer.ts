import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LoadError, Refused, type WorkshopApi } from './workshop-api.ts';

/** Something wrong with a file, by row and column. */
export interface Fault {
  row: number;
  column: string;
  code: string;
}

/** What was written: nothing where there are faults. */
export interface Imported {
  parts: number;
  roots: number;
  /** Levels of the tree. */
  depth: number;
  faults: Fault[];
}

interface Import {
  id: string;
  state: string;
  faultsTotal?: number;
  toCreate?: number;
  roots?: number;
  levels?: number;
  mapping?: object;
  refusal?: { detail: string };
}

interface Named {
  name: string;
}

/** A fault as the workshop tells it, with what stands there. */
interface FoundFault extends Fault {
  value?: string;
}

const BUSY = new Set(['reading', 'writing']);
const LOOK_MS = 200;
const PAGE = 200;
/** Letters of the name of a stage, after which a route is made. */
const LONGEST_STAGE = 80;
/** Of a file that the workshop does not even take. */
const NOTHING: Imported = { parts: 0, roots: 0, depth: 0, faults: [{ row: 0, column: '', code: 'unreadable_file' }] };

/** Brings parts out of a hierarchical table into a workshop, all of a file or nothing. */
export class PartsImporter {
  private readonly api: WorkshopApi;

  constructor(api: WorkshopApi) {
    this.api = api;
  }

  /**
   * Imports a file; with `createsRoutes`, routes that it names and that are missing are made, of one stage each, where
   * nothing else is wrong with it.
   */
  async import(file: string, createsRoutes = false): Promise<Imported> {
    const query = new URLSearchParams({ kind: 'parts', name: basename(file) });
    const bytes = await readFile(file).catch(() => {
      throw new LoadError(`There is no file ${file}.`);
    });
    const taken = bytes.length ? await this.upload(`/imports?${query}`, bytes) : undefined;
    if (!taken) return NOTHING;
    let one = await this.settled(taken);
    let faults = await this.faultsOf(one);
    if (createsRoutes && faults.length && faults.every(isMissingRoute)) {
      for (const name of new Set(faults.map(({ value = '' }) => value))) await this.addRoute(name, [name]);
      await this.api.patch(`/imports/${one.id}`, { mapping: one.mapping });
      one = await this.settled(one);
      faults = await this.faultsOf(one);
    }
    if (faults.length || !one.toCreate) {
      await this.api.remove(`/imports/${one.id}`);
      return { parts: 0, roots: 0, depth: 0, faults: faults.map(({ row, column, code }) => ({ row, column, code })) };
    }
    await this.api.post(`/imports/${one.id}/commit`, {}, randomUUID());
    const { state, toCreate = 0, roots = 0, levels = 0, refusal } = await this.settled(one);
    if (state !== 'done') throw new LoadError(`${file} was not imported: ${refusal?.detail ?? state}`);
    return { parts: toCreate, roots, depth: levels, faults: [] };
  }

  /** Makes a route unless there is one of this name. */
  async addRoute(name: string, stages: readonly string[]): Promise<void> {
    const { items } = await this.api.get<{ items: Named[] }>(`/routes?pageSize=${PAGE}`);
    if (items.some((route) => route.name.toLowerCase() === name.toLowerCase())) return;
    const made = stages.map((stage) => ({ name: stage, setUpMinutes: 0, minutesPerUnit: 0, masterIds: [] }));
    await this.api.post('/routes', { name, stages: made }, randomUUID());
  }

  /** Sends a file; none where it is too large. */
  private async upload(path: string, bytes: Uint8Array): Promise<Import | undefined> {
    return this.api.upload<Import>(path, bytes, randomUUID()).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'request.too_large') return undefined;
      throw error;
    });
  }

  private async faultsOf({ id }: Import): Promise<FoundFault[]> {
    const faults: FoundFault[] = [];
    for (let page = 1; ; page += 1) {
      const { items, total } = await this.api.get<{ items: FoundFault[]; total: number }>(
        `/imports/${id}/faults?pageSize=${PAGE}&page=${page}`,
      );
      faults.push(...items);
      if (page * PAGE >= total) return faults;
    }
  }

  private async settled({ id }: Import): Promise<Import> {
    for (;;) {
      const one = await this.api.get<Import>(`/imports/${id}`);
      if (!BUSY.has(one.state)) return one;
      await wait(LOOK_MS);
    }
  }
}

function isMissingRoute({ code, value }: FoundFault): boolean {
  return code === 'unknown_route' && !!value && value.length <= LONGEST_STAGE;
}
