import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { makeClient } from '../factories.js';
import { startWebhookReceiver, taken, type WebhookReceiver } from '../webhook-receiver.js';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(240_000);

/** Clients that each process adds. */
const CLIENTS = 20;

let shared: SharedDatabase | undefined;
let receiver: WebhookReceiver | undefined;
afterEach(async () => {
  await shared?.close();
  await receiver?.stop();
  [shared, receiver] = [undefined, undefined];
});

describe('webhooks over two processes', () => {
  it('tell of each event under one id though the process that sends is killed at it, whatever its clock says', async () => {
    const system = await startWebhookReceiver();
    receiver = system;
    system.answer = (answer) => void setTimeout(() => taken(answer), 30);
    shared = await SharedDatabase.open({ WEBHOOK_PRIVATE_NETWORKS: 'allow' });
    const [one, other] = [await shared.backend(), await shared.backend(90_000)];
    const body = { name: '1С', url: `${system.url}/hook`, events: ['client.created'], isOn: true };
    const { newSecret } = (await other.admin.post<{ newSecret: string }>('/webhooks', body)).body;
    const added = new Set<string>();
    const add = async ({ admin }: Backend): Promise<void> => {
      for (let clients = 0; clients < CLIENTS; clients += 1) {
        const made = await makeClient(admin).catch(() => undefined);
        if (made?.id) added.add(made.id);
      }
    };
    const adding = [add(one), add(other)];
    while (system.received.length < 5) await pause(10);
    // Whichever sends, for the lease of the sender tells it to nobody: the first goes, and its work with it.
    one.product.signal('SIGKILL');
    await Promise.all(adding);

    const idOf = ({ body: sent }: { body: string }): string => (JSON.parse(sent) as { data: { id: string } }).data.id;
    const isTold = (): boolean => {
      const told = new Set(system.received.map(idOf));
      return [...added].every((id) => told.has(id));
    };
    while (!isTold()) await pause(100);
    const webhook = new Webhook(newSecret);
    const ids = new Map<string, Set<unknown>>();
    for (const { headers, body: sent } of system.received) {
      expect(webhook.verify(sent, headers as Record<string, string>)).toEqual(JSON.parse(sent));
      const id = idOf({ body: sent });
      ids.set(id, (ids.get(id) ?? new Set()).add(headers['webhook-id']));
    }
    expect([...ids.values()].every((of) => of.size === 1)).toBe(true);
    // At most the one that was on its way when its sender was killed comes twice.
    expect(system.received.length).toBeLessThanOrEqual(ids.size + 1);
  });
});
