import type { ValidationPipe } from '@nestjs/common';
import { asSystem, runCall, VISITOR, type Person } from '../platform/access/caller.js';
import { asOf } from '../platform/config/clock.js';
import type { Class } from '../platform/fields/index.js';
import { validationPipe } from '../platform/http/validation.js';

const pipe: ValidationPipe = validationPipe();

/** What a route would make of a body: the same rules hold for what a demo says. */
export async function said<T extends object>(type: Class<T>, body: object): Promise<T> {
  const plain: unknown = JSON.parse(JSON.stringify(body));
  return (await pipe.transform(plain, { type: 'body', metatype: type })) as T; // of this very class
}

/** Of the ids of requests, those by which demos are made, whichever. */
export const DEMO_REQUEST = /^demo-/;

/** The id of the request that all of a demo is made by, which was chosen at an instant: so the journal knows what is of it. */
export function requestOf(workshopId: string, chosenAt: Date): string {
  return `demo-${workshopId}-${chosenAt.getTime()}`;
}

/** Runs `work` for somebody of the demo, or for nobody, as what happened at an instant. */
export function acting<T>(requestId: string, person: Person | undefined, at: Date, work: () => T): T {
  const call = { requestId, via: 'system', caller: person ?? VISITOR } as const;
  return runCall(call, () => asSystem('the demo workshop', () => asOf(at, work)));
}
