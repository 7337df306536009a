import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LoadError, type WorkshopApi } from './workshop-api.ts';

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

const BUSY = new Set(['reading', 'writing']);
const LOOK_MS = 200;
const PAGE = 200;

/** Brings parts out of a hierarchical table into a workshop, all of a file or nothing. */
export class PartsImporter {
  private readonly api: WorkshopApi;

  constructor(api: WorkshopApi) {
    this.api = api;
  }

  /** Imports a file; with `createsRoutes`, routes that it names and that are missing are made, of one stage each. */
  async import(file: string, createsRoutes = false): Promise<Imported> {
    const query = new URLSearchParams({ kind: 'parts', name: basename(file) });
    const bytes = await readFile(file).catch(() => {
      throw new LoadError(`There is no file ${file}.`);
    });
    let one = await this.settled(await this.api.upload<Import>(`/imports?${query}`, bytes, randomUUID()));
    let faults = await this.faultsOf(one);
    if (createsRoutes && (await this.addRoutes(faults))) {
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

  private async addRoutes(faults: readonly (Fault & { value?: string })[]): Promise<boolean> {
    const names = faults.flatMap(({ code, value }) => (code === 'unknown_route' && value ? [value] : []));
    for (const name of new Set(names)) await this.addRoute(name, [name]);
    return names.length > 0;
  }

  private async faultsOf({ id }: Import): Promise<(Fault & { value?: string })[]> {
    const faults: (Fault & { value?: string })[] = [];
    for (let page = 1; ; page += 1) {
      const { items, total } = await this.api.get<{ items: Fault[]; total: number }>(
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
