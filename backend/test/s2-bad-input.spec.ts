import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Session } from './caller.js';
import { makeClient, makeOrder } from './factories.js';
import { TestWorkshop } from './harness.js';
import { fillPath, resolve, routesOf, type Route, type Schema } from './routes.js';
import { fieldsOf, NO_OBJECTS, notUtf8, UNKNOWN_NAMES, withField, wrongValues } from './wrong-input.js';

let workshop: TestWorkshop;
let admin: Session;
let routes: Route[];
let schemas: Record<string, Schema>;
/** The number of a document that really exists, for each part of the paths. */
const numbers: Record<string, number> = {};

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  ({ routes, schemas } = await routesOf(workshop));
  routes = routes.filter(({ path }) => !path.startsWith('/api/v1/'));
  numbers['clients'] = (await makeClient(admin, { firstName: 'Иван', lastName: 'Иванов' })).number;
  numbers['orders'] = (await makeOrder(admin)).number;
});
afterAll(async () => workshop.close());

interface Body {
  schema: Schema;
  example: Record<string, unknown>;
}

/** The routes that take a body, each with the path of a document that is there. */
function routesWithBody(): { route: Route; path: string; body: Body }[] {
  return routes.flatMap((route) => {
    const media = route.operation.requestBody?.content['application/json'];
    if (!media) return [];
    const body = { schema: resolve(media.schema, schemas), example: media.example as Record<string, unknown> };
    return [{ route, path: fillPath(route.path, String(numbers[route.path.split('/')[2] ?? ''])), body }];
  });
}

/** An answer as clients of Django REST framework read it: a refusal has `detail`, or lists of texts by field. */
function expectDialect(asked: string, { status, text, headers }: Answer<unknown>): void {
  if (status >= 500) throw new Error(`${asked}: ${status} ${text.slice(0, 300)}`);
  expect([asked, headers.get('content-type')]).toEqual([asked, 'application/json; charset=utf-8']);
  const body = JSON.parse(text) as unknown;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error(`${asked}: ${text}`);
  if (status < 400) return;
  const { detail, code, ...fields } = body as Record<string, unknown>;
  const isTold = detail === undefined ? code === undefined && Object.keys(fields).length > 0 : isEmpty(fields);
  const areLists = Object.values(fields).every(isListOfTexts);
  expect({ asked, text, isTold, areLists }).toEqual({ asked, text, isTold: true, areLists: true });
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === 'string' && text.length > 0);

describe('bad input to the S2 API is never 500, and is answered as Django REST framework does', () => {
  it('with a value of the wrong kind in any field of any call', async () => {
    let asked = 0;
    for (const { route, path, body } of routesWithBody()) {
      for (const field of fieldsOf(body.schema, schemas)) {
        for (const wrong of [undefined, null, ...wrongValues(field.schema, schemas)]) {
          const what = `${route.name} ${field.path.join('.')} = ${JSON.stringify(wrong)?.slice(0, 60)}`;
          expectDialect(what, await admin.send(route.method, path, withField(body.example, field.path, wrong)));
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(200);
  });

  it('with fields that nobody declared, in JSON and in forms', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const { route, path, body } of routesWithBody()) {
      for (const name of [...UNKNOWN_NAMES, '__proto__', 'prototype', 'hasOwnProperty', 'detail', 'a[b]', 'a[]']) {
        const json = JSON.stringify(body.example).replace('{', `{${JSON.stringify(name)}:1,`);
        expectDialect(`${route.name} ${name}`, await admin.send(route.method, path, json));
        const fields = `${name}=1&${new URLSearchParams(body.example as Record<string, string>).toString()}`;
        expectDialect(`${route.name} form ${name}`, await admin.send(route.method, path, fields, form));
      }
    }
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('that is no object, no JSON, no UTF-8, of another type, too large or too deep', async () => {
    for (const { route, path, body } of routesWithBody()) {
      const ask = async (what: string, sent: unknown, type = 'application/json'): Promise<number> => {
        const answer = await admin.send(route.method, path, sent, { 'content-type': type });
        expectDialect(`${route.name} ${what}`, answer);
        return answer.status;
      };
      for (const text of NO_OBJECTS) await ask(JSON.stringify(text), text);
      const name = Object.keys(body.example)[0] ?? '';
      expect(await ask('not UTF-8', notUtf8(name))).toBe(400);
      for (const type of ['text/plain', 'application/xml', 'text/json', 'x'])
        expect([type, await ask(type, JSON.stringify(body.example), type)]).toEqual([type, 415]);
      await ask('multipart without a boundary', 'x', 'multipart/form-data');
      await ask('a broken multipart', '--x\r\nnonsense', 'multipart/form-data; boundary=x');
      await ask('a form with bad escapes', `${name}=%zz&b=%ff`, 'application/x-www-form-urlencoded');
      expect(await ask('a megabyte', { ...body.example, [name]: 'x'.repeat(1024 * 1024) })).toBe(413);
      expect(await ask('deep', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toBe(400);
    }
  });

  it('with an id that is none, which is another path and not found', async () => {
    for (const route of routes.filter(({ path }) => path.includes('{id}'))) {
      for (const id of [
        '0',
        '-1',
        '1.0',
        '1e3',
        '9'.repeat(30),
        'abc',
        '%00',
        '%2e%2e%2f',
        '١',
        '$gt',
        'f'.repeat(24),
      ]) {
        const answer = await admin.send(route.method, route.path.replace('{id}', id), {});
        expectDialect(`${route.name} ${id}`, answer);
        expect([route.name, id, answer.status]).toEqual([route.name, id, 404]);
      }
      expectDialect(`${route.name} %zz`, await admin.send(route.method, route.path.replace('{id}', '%zz'), {}));
    }
  });
});
