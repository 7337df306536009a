import { setTimeout as pause } from 'node:timers/promises';

const WATCHING = 50;
const SCANS_A_SECOND = 20;
/** Between two readings of a page that watches. */
const PAUSE_MS = 500;
const IMPORTED = 8_730;

/** How long answers took, in milliseconds. */
export interface Latencies {
  median: number;
  p99: number;
}

/**
 * The shop floor read by many pages while parts are scanned: how long a page waits for an answer, which holds every scan
 * that was answered before it asked.
 */
export async function watchFloor(
  api: string,
  token: string,
  waitingIds: readonly string[],
  seconds: number,
): Promise<Latencies> {
  const headers = { authorization: `Bearer ${token}` };
  const end = Date.now() + seconds * 1_000;
  const times: number[] = [];
  const watch = async (): Promise<void> => {
    while (Date.now() < end) {
      const start = performance.now();
      const answer = await fetch(`${api}/floor`, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The shop floor: ${answer.status}`);
      times.push(performance.now() - start);
      await pause(PAUSE_MS);
    }
  };
  const scan = async (): Promise<void> => {
    const json = { ...headers, 'content-type': 'application/json' };
    const body = JSON.stringify({ action: 'start' });
    const scans: Promise<unknown>[] = [];
    for (const id of waitingIds) {
      if (Date.now() > end) break;
      scans.push(fetch(`${api}/parts/${id}/step`, { method: 'POST', headers: json, body }));
      await pause(1_000 / SCANS_A_SECOND);
    }
    await Promise.all(scans);
  };
  await (await fetch(`${api}/floor`, { headers })).arrayBuffer();
  await Promise.all([scan(), ...Array.from({ length: WATCHING }, watch)]);
  times.sort((one, other) => one - other);
  return { median: at(times, 0.5), p99: at(times, 0.99) };
}

/** Imports a list of parts, three levels deep, and gives the seconds until it is written. */
export async function importParts(api: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const rows = ['Уровень;Обозначение;Наименование;Количество;Ед.'];
  for (let index = 0; index < IMPORTED; index += 1) {
    const place = index % 10;
    const level = place === 0 ? 1 : place % 3 === 0 ? 3 : 2;
    rows.push(`${level};Б-${index};Деталь ${index};${1 + (index % 4)};шт`);
  }
  const start = performance.now();
  const sent = await fetch(`${api}/imports?kind=parts&name=bench.csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: rows.join('\n'),
  });
  const { id } = (await sent.json()) as { id: string };
  const settled = async (): Promise<string> => {
    for (;;) {
      const { state } = (await (await fetch(`${api}/imports/${id}`, { headers })).json()) as { state: string };
      if (!['reading', 'writing'].includes(state)) return state;
      await pause(100);
    }
  };
  const read = await settled();
  if (read !== 'ready') throw new Error(`The import is ${read}`);
  const begun = await fetch(`${api}/imports/${id}/commit`, { method: 'POST', headers });
  if (!begun.ok) throw new Error(`The import: ${await begun.text()}`);
  const written = await settled();
  if (written !== 'done') throw new Error(`The import is ${written}`);
  return (performance.now() - start) / 1_000;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
