import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await TestWorkshop.open();
});
afterAll(() => workshop.close());

/** The figures by their names and labels, as a program that collects them reads them. */
async function figures(): Promise<Map<string, number>> {
  // An answer counts when the last of it is sent, which its reader may hear of a moment before.
  await pause(50);
  const admin = await workshop.asAdmin();
  const answer = await admin.get('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  const lines = answer.text.split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const answers = (method: string, route: string, status: number): string =>
  `http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;

describe('the figures of a process', () => {
  it('count every answer by its route as it is declared, whatever the address, and its status', async () => {
    const admin = await workshop.asAdmin();
    const before = await figures();
    for (const id of ['65f000000000000000000001', '65f000000000000000000002', 'x']) await admin.get(`/orders/${id}`);
    for (const path of ['/nowhere', '/nowhere/else']) await admin.get(path);
    const after = await figures();
    const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grown(answers('GET', '/api/v1/orders/:id', 404))).toBe(2);
    expect(grown(answers('GET', '/api/v1/orders/:id', 400))).toBe(1);
    expect(grown(answers('GET', 'none', 404))).toBe(2);
    expect([...after.keys()].filter((name) => name.includes('65f0'))).toEqual([]);
  });

  it('tell of the memory, and of every consumer of the journal how far behind it is', async () => {
    await workshop.followed();
    const told = await figures();
    expect(told.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    const { body } = await (await workshop.asAdmin()).get<{ name: string }[]>('/journal/consumers');
    expect(body.length).toBeGreaterThan(5);
    for (const { name } of body) expect(told.get(`verstak_journal_consumer_behind{consumer="${name}"}`)).toBe(0);
    expect(told.get('verstak_screens')).toBe(0);
  });

  it('are for whoever holds workshop:metrics alone', async () => {
    const manager = await workshop.as('manager');
    expect((await manager.get('/metrics')).status).toBe(403);
    expect((await workshop.nobody.get('/metrics')).status).toBe(401);
  });
});
