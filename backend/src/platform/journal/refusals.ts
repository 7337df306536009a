import type { FastifyInstance } from 'fastify';
import { callIfAny, personBehind } from '../access/caller.js';
import type { JournalEvents } from './journal-events.js';

const LONGEST = 250;

/** Records when somebody signed in is refused a route or a document: once a minute for the same person and route. */
export function recordRefusals(server: FastifyInstance, events: () => JournalEvents): void {
  server.addHook('onSend', async ({ method, url, routeOptions }, { statusCode }) => {
    const call = callIfAny();
    const person = call && personBehind(call);
    if (statusCode !== 403 || !person) return;
    const route = `${method} ${url.split('?')[0] ?? ''}`.slice(0, LONGEST);
    await events().warn(`${person.userId} ${method} ${routeOptions.url ?? ''}`, {
      action: 'refused',
      params: { route },
    });
  });
}
