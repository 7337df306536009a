import type { WorkshopApi } from './workshop-api.ts';

const MEMORY = 'process_resident_memory_bytes';
const ANSWERS = /^http_request_duration_seconds_count\{(.*)\}$/;

/** What one process of the product counts, read again and again. */
export class ProcessFigures {
  private readonly api: WorkshopApi;
  private readonly memory: number[] = [];
  private before?: ReadonlyMap<string, number>;
  private now: ReadonlyMap<string, number> = new Map();

  constructor(api: WorkshopApi) {
    this.api = api;
  }

  async read(): Promise<void> {
    const lines = (await this.api.text('/metrics')).split('\n').filter((line) => line && !line.startsWith('#'));
    const at = (line: string): number => line.lastIndexOf(' ');
    this.now = new Map(lines.map((line) => [line.slice(0, at(line)), Number(line.slice(at(line)))]));
    this.before ??= this.now;
    this.memory.push(this.now.get(MEMORY) ?? 0);
  }

  /** All answers since it was read first. */
  answers(): number {
    return this.grown().reduce((sum, [, count]) => sum + count, 0);
  }

  /** Routes that have answered with a fault of the product since, and how often. */
  failures(): [string, number][] {
    return this.grown().filter(([labels]) => labels.includes('status="500"'));
  }

  /** The memory in bytes, as it stood in the middle of the first and of the last third of the time. */
  thirds(): { first: number; last: number } {
    const third = Math.ceil(this.memory.length / 3);
    return { first: median(this.memory.slice(0, third)), last: median(this.memory.slice(-third)) };
  }

  private grown(): [string, number][] {
    return [...this.now].flatMap(([name, count]): [string, number][] => {
      const labels = ANSWERS.exec(name)?.[1];
      const grown = count - (this.before?.get(name) ?? 0);
      return labels !== undefined && grown > 0 ? [[labels, grown]] : [];
    });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
