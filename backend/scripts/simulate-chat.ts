/**
 * People who talk over HTTP and Socket.IO: many conversations, messages that are sent twice, connections that are lost
 * and come back at another process. None is lost, none comes twice, and all readers have one order; how long they took
 * is told. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000[,http://localhost:3001] VERSTAK_USER=admin VERSTAK_PASSWORD=… npm run simulate:chat
 *
 * A second address is another process on the same database (`WATCH_URL` names it, too). `SIMULATE_PEOPLE` (200),
 * `SIMULATE_ROOMS` (50), `SIMULATE_RATE` (100 messages a second) and `SIMULATE_SECONDS` (20) make it smaller or larger.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { setUpChat, type SimulatedChat } from './chat-setup.ts';
import type { ChatPerson } from './chat-person.ts';
import { Checks } from './checks.ts';
import { run, WorkshopApi } from './workshop-api.ts';

const {
  VERSTAK_URL = 'http://localhost:3000',
  WATCH_URL = '',
  SIMULATE_PEOPLE = '200',
  SIMULATE_ROOMS = '50',
  SIMULATE_RATE = '100',
  SIMULATE_SECONDS = '20',
} = process.env;

/** One in so many messages is sent twice, and one in so many people loses the connection each second. */
const TWICE = 10;
const LOST = 20;
const AWAY_MS = 1_500;
/** What is said last has arrived by then. */
const PATIENCE_MS = 15_000;

/** When each message was sent, by its text. */
const sentAt = new Map<string, number>();

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const urls = [...VERSTAK_URL.split(','), WATCH_URL].filter(Boolean).map((url) => url.replace(/\/+$/, ''));
  const count = { people: Number(SIMULATE_PEOPLE), rooms: Number(SIMULATE_ROOMS) };
  const chat = await setUpChat(admin, urls, count);
  try {
    await Promise.all(chat.people.map((person) => person.connect(sentAt)));
    const said = await talk(chat);
    const saidIn = (room: string): number => said.filter((one) => one.room === room).length;
    await Promise.all(chat.people.map((person) => person.settle(saidIn, PATIENCE_MS)));
    await compare(chat, said, checks);
    await knock(chat, checks);
    const delays = chat.people.flatMap((person) => person.delays).sort((one, other) => one - other);
    const at = (share: number): string => `${Math.round(delays[Math.floor(delays.length * share)] ?? 0)} ms`;
    process.stdout.write(
      `${said.length} messages by ${count.people} people in ${count.rooms} conversations at ${urls.length} processes; ` +
        `${delays.length} arrivals: p50 ${at(0.5)}, p99 ${at(0.99)}\n`,
    );
  } finally {
    await chat.leave();
  }
  checks.end();
});

/** What the server has taken. */
interface Said {
  room: string;
  id: string;
  text: string;
}

/** Everybody writes at a steady pace, while some lose their connection and come back. */
async function talk({ people }: SimulatedChat): Promise<Said[]> {
  const said: Said[] = [];
  const under: Promise<unknown>[] = [];
  const [rate, end] = [Number(SIMULATE_RATE), performance.now() + Number(SIMULATE_SECONDS) * 1_000];
  let number = 0;
  let away = performance.now() + 1_000;
  for (let next = performance.now(); next < end; next += 1_000 / rate) {
    await pause(Math.max(0, next - performance.now()));
    // By turns, so that nobody writes faster than people do.
    const person = people[number % people.length];
    const room = person?.rooms[Math.floor(number / people.length) % person.rooms.length];
    if (!person || !room) continue;
    const text = `сообщение ${(number += 1)}`;
    sentAt.set(text, performance.now());
    under.push(person.write(room, text, number % TWICE === 0).then(({ id }) => said.push({ room, id, text })));
    if (performance.now() < away) continue;
    away += 1_000;
    under.push(...people.filter(() => Math.random() < 1 / LOST).map(comeBack));
  }
  await Promise.all(under);
  return said;
}

async function comeBack(person: ChatPerson): Promise<void> {
  if (!person.isInStep) return;
  person.disconnect();
  await pause(Math.random() * AWAY_MS);
  await person.connect(sentAt);
}

/** What the server has is what was said, each once, and what every reader has is what the server has, in its order. */
async function compare({ rooms, people }: SimulatedChat, said: readonly Said[], checks: Checks): Promise<void> {
  const [someone] = people;
  for (const room of rooms) {
    const stored = (await someone?.read(room)) ?? [];
    const ids = stored.map(({ id }) => id);
    const expected = said.filter((one) => one.room === room).map(({ id }) => id);
    checks.equal('messages that are stored, each once', [...ids].sort(), [...expected].sort());
    for (const person of people.filter((one) => one.rooms.includes(room))) {
      const known = person.messagesIn(room).map(({ id }) => id);
      checks.holds(`${person.name} has ${known.length} of ${ids.length} messages in their order`, isSame(known, ids));
    }
  }
  for (const person of people) for (const fault of [...person.faults, '']) checks.holds(fault, !fault);
}

/** Who may not see it hears nothing, whatever they send; who floods is slowed down, a megabyte is refused. */
async function knock({ rooms, people, stranger }: SimulatedChat, checks: Checks): Promise<void> {
  const [person, room = ''] = [people[0], rooms[0]];
  await stranger.connect(sentAt);
  stranger.faults.splice(0);
  for (const guess of rooms.slice(0, 10))
    checks.equal('a guessed room', await stranger.ask(guess), { code: 'not_found' });
  checks.equal('what a stranger reads', await codeOf(() => stranger.read(room)), 'not_found');
  checks.equal('what a stranger writes', await codeOf(() => stranger.write(room, 'x', false)), 'not_found');
  checks.equal(
    'a megabyte',
    await codeOf(async () => person?.write(room, 'x'.repeat(2 ** 20), false)),
    'request.too_large',
  );
  checks.equal(
    'a long message',
    await codeOf(async () => person?.write(room, 'x'.repeat(5_000), false)),
    'request.validation',
  );
}

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
