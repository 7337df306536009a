import type { FastifyInstance } from 'fastify';
import { actorBehind, actorId, callIfAny } from '../access/caller.js';
import type { JournalEvents } from './journal-events.js';

const LONGEST = 250;

/** Records when somebody known is refused a route or a document: once a minute for the same one and route. */
export function recordRefusals(server: FastifyInstance, events: () => JournalEvents): void {
  server.addHook('onSend', async ({ method, url, routeOptions }, { statusCode }) => {
    const call = callIfAny();
    const actor = call && actorBehind(call);
    if (statusCode !== 403 || !actor) return;
    const route = `${method} ${url.split('?')[0] ?? ''}`.slice(0, LONGEST);
    await events().warn(`${actorId(actor)} ${method} ${routeOptions.url ?? ''}`, {
      action: 'refused',
      params: { route },
    });
  });
}
