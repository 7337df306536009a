import { randomUUID } from 'node:crypto';
import { ChatPerson } from './chat-person.ts';
import type { WorkshopApi } from './workshop-api.ts';

/** Accounts that are made at once: each costs a hash of its password. */
const AT_ONCE = 4;
/** Conversations that one person looks into. */
const LOOKED_INTO = 3;

/** What the simulation talks about, and who does. */
export interface SimulatedChat {
  rooms: readonly string[];
  people: readonly ChatPerson[];
  /** Somebody who may see none of it. */
  stranger: ChatPerson;
  /** Shuts the accounts again. */
  leave: () => Promise<void>;
}

interface Made {
  id: string;
}

/** Makes so many people, each of whom looks into some of so many conversations, at these addresses by turns. */
export async function setUpChat(
  admin: WorkshopApi,
  urls: readonly string[],
  count: { people: number; rooms: number },
): Promise<SimulatedChat> {
  const mark = randomUUID().slice(0, 6);
  const client = await admin.post<Made>('/clients', { company: `Переписка ${mark}` }, randomUUID());
  const rooms: string[] = [];
  for (let index = 0; index < count.rooms; index += 1) {
    const items = [{ title: `Позиция ${mark}-${index}`, quantity: 1, unit: 'шт', unitPrice: 10_000 }];
    rooms.push((await admin.post<Made>('/orders', { clientId: client.id, items }, randomUUID())).id);
  }
  const roles = await admin.get<{ id: string; key: string }[]>('/roles');
  const idOf = (role: string): string | undefined => roles.find(({ key }) => key === role)?.id;
  const ids: string[] = [];
  const makeOne = async (index: number, role: string): Promise<ChatPerson> => {
    const account = { login: `chat-${mark}-${index}`, password: randomUUID(), name: `Симуляция ${mark}, ${index}-й` };
    ids.push((await admin.post<Made>('/users', { ...account, roleId: idOf(role) }, randomUUID())).id);
    const doors = urls.map((url) => admin.at(url).as(account.login, account.password));
    const own = Array.from({ length: LOOKED_INTO }, (_, step) => rooms[(index + step * 17) % rooms.length] ?? '');
    return new ChatPerson(account.name, [...new Set(own)], doors, index);
  };
  const people: ChatPerson[] = [];
  for (let index = 0; index < count.people; index += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count.people - index) }, (_, step) => index + step);
    people.push(...(await Promise.all(some.map((one) => makeOne(one, 'manager')))));
  }
  const stranger = await makeOne(count.people, 'master');
  const leave = async (): Promise<void> => {
    for (const person of [...people, stranger]) person.close();
    for (const id of ids) await admin.patch(`/users/${id}`, { isActive: false });
  };
  return { rooms, people, stranger, leave };
}
