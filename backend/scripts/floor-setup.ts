import { randomUUID } from 'node:crypto';
import { newPart, type ModelPart, type ModelStage } from './floor-model.ts';
import { WorkshopApi } from './workshop-api.ts';

const PEOPLE = 6;
const PARTS = 30;
const ORDERS = 4;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Somebody who works at the simulated floor. */
export interface SimulatedPerson {
  id: string;
  name: string;
  api: WorkshopApi;
}

/** Routes, people and parts that the simulation made for itself. */
export interface SimulatedFloor {
  routeIds: readonly string[];
  people: readonly SimulatedPerson[];
  parts: Map<string, ModelPart>;
  /** Shuts the accounts again. */
  leave: () => Promise<void>;
}

interface Made {
  id: string;
}
interface MadePart extends Made {
  code: string;
  quantity: number;
  routeId: string;
}

/** Makes people, two routes whose work centres nobody else has, parts by hand and orders that go by a route. */
export async function setUpFloor(admin: WorkshopApi): Promise<SimulatedFloor> {
  const mark = randomUUID().slice(0, 6);
  const people = await makePeople(admin, mark);
  const [first, second, third] = people.map(({ id }) => id);
  const plans = [
    [stage(`Пила ${mark}`, 5, 2), stage(`Лазер ${mark}`, 0, 1.5, first, second), stage(`Сборка ${mark}`, 10, 0)],
    [stage(`Литьё ${mark}`, 30, 0.5, second, third), stage(`Сборка ${mark}`, 0, 4)],
  ];
  const routes: { id: string; stages: ModelStage[] }[] = [];
  for (const [index, stages] of plans.entries()) {
    const body = { name: `Симуляция ${mark}-${index + 1}`, stages: stages.map(sent) };
    routes.push({ id: (await admin.post<Made>('/routes', body, randomUUID())).id, stages });
  }
  const parts = new Map<string, ModelPart>();
  const add = (
    { id, code, quantity, routeId }: MadePart,
    fields: { isLate?: boolean; orderId?: string } = {},
  ): void => {
    const stages = routes.find((route) => route.id === routeId)?.stages ?? [];
    parts.set(id, newPart({ id, code, quantity, routeId, stages, isLate: false, ...fields }));
  };
  for (let index = 0; index < PARTS; index += 1) {
    const route = routes[index % routes.length];
    const isLate = index % 5 === 0;
    const dueAt = new Date(Date.now() + (isLate ? -3 : 30) * DAY_MS).toISOString();
    const body = { title: `Деталь ${mark}-${index}`, quantity: 1 + (index % 6), unit: 'шт', routeId: route?.id, dueAt };
    add(await admin.post<MadePart>('/parts', body, randomUUID()), { isLate });
  }
  const client = await admin.post<Made>('/clients', { company: `Симуляция ${mark}` }, randomUUID());
  for (let index = 0; index < ORDERS; index += 1) {
    const orderId = await makeOrder(
      admin,
      client.id,
      mark,
      index,
      routes.map(({ id }) => id),
    );
    const made = await admin.get<{ items: MadePart[] }>(`/parts?orderId=${orderId}&pageSize=200`);
    for (const part of made.items) add(part, { orderId });
  }
  const leave = async (): Promise<void> => {
    for (const { id } of people) await admin.patch(`/users/${id}`, { isActive: false });
  };
  return { routeIds: routes.map(({ id }) => id), people, parts, leave };
}

function stage(workCentre: string, setUpMinutes: number, minutesPerUnit: number, ...performers: unknown[]): ModelStage {
  const ids = performers.filter((id): id is string => typeof id === 'string');
  return { name: workCentre.split(' ')[0] ?? workCentre, workCentre, setUpMinutes, minutesPerUnit, performers: ids };
}

function sent({ performers, ...fields }: ModelStage): object {
  return { ...fields, masterIds: performers };
}

async function makePeople(admin: WorkshopApi, mark: string): Promise<SimulatedPerson[]> {
  const roles = await admin.get<{ id: string; key: string }[]>('/roles');
  const roleId = roles.find(({ key }) => key === 'master')?.id;
  const people: SimulatedPerson[] = [];
  for (let index = 1; index <= PEOPLE; index += 1) {
    const account = { login: `floor-${mark}-${index}`, password: randomUUID(), name: `Симуляция ${mark}, ${index}-й` };
    const { id } = await admin.post<Made>('/users', { ...account, roleId }, randomUUID());
    people.push({ id, name: account.name, api: admin.as(account.login, account.password) });
  }
  return people;
}

async function makeOrder(
  admin: WorkshopApi,
  clientId: string,
  mark: string,
  index: number,
  routeIds: readonly string[],
): Promise<string> {
  const items = [1, 2, 3].map((quantity) => ({
    title: `Позиция ${mark}-${index}-${quantity}`,
    quantity,
    unit: 'шт',
    unitPrice: 10_000,
  }));
  const body = { clientId, items, status: 'confirmed' };
  const order = await admin.post<Made & { items: Made[] }>('/orders', body, randomUUID());
  const assignments = order.items.map(({ id: itemId }, place) => ({
    itemId,
    routeId: routeIds[place % routeIds.length],
  }));
  await admin.post(`/orders/${order.id}/status`, { status: 'in_production', assignments }, randomUUID());
  return order.id;
}
