import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LABEL_PRESETS } from '@verstak/domain';
import { refusal, type Session } from './caller.js';
import { TestWorkshop } from './harness.js';

interface PreferencesBody {
  language?: string;
  columns: { table: string; column: string; isShown: boolean }[];
}

let workshop: TestWorkshop;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
});
afterAll(async () => workshop.close());

const read = async (by: Session): Promise<PreferencesBody> => (await by.get<PreferencesBody>('/preferences')).body;
const keep = (by: Session, body: unknown) => by.send<PreferencesBody>('PUT', '/preferences', body);

describe('what somebody likes of the console', () => {
  it('is nothing at first, and then what was kept last, whole', async () => {
    expect(await read(manager)).toEqual({ columns: [], notifications: [] });
    const columns = [{ table: 'orders', column: 'paid', isShown: true }];
    expect((await keep(manager, { language: 'en', columns })).body).toEqual({
      language: 'en',
      columns,
      notifications: [],
    });
    await keep(manager, { columns: [] });
    expect(await read(manager)).toEqual({ columns: [], notifications: [] });
  });

  it('is the layout of the last labels, as it was', async () => {
    const labels = LABEL_PRESETS[3].layout;
    await keep(manager, { columns: [], labels });
    expect(await read(manager)).toEqual({ columns: [], notifications: [], labels });
    const wide = await keep(manager, { columns: [], labels: { ...labels, labelWidth: 451 } });
    expect(refusal(wide).errors?.map(({ field }) => field)).toEqual(['labels.labelWidth']);
    await keep(manager, { columns: [] });
  });

  it('is each person’s own', async () => {
    await keep(manager, { language: 'en', columns: [] });
    await keep(master, { language: 'ru', columns: [] });
    expect([(await read(manager)).language, (await read(master)).language]).toEqual(['en', 'ru']);
  });

  it('is kept whole when two windows of a new person save at once', async () => {
    const clerk = await workshop.as('manager');
    const answers = await Promise.all(
      ['ru', 'en', 'ru', 'en'].map((language) => keep(clerk, { language, columns: [] })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  const choice = { table: 'orders', column: 'paid', isShown: true };

  it.each([
    ['an unknown language', { language: 'de', columns: [] }, 'language'],
    ['no list of columns', {}, 'columns'],
    ['a table whose name is none', { columns: [{ ...choice, table: 'a b' }] }, 'columns.0.table'],
    ['a column of too long a name', { columns: [{ ...choice, column: 'x'.repeat(41) }] }, 'columns.0.column'],
    ['more columns than there can be', { columns: Array.from({ length: 301 }, () => choice) }, 'columns'],
    ['anything undeclared', { columns: [], colour: 'red' }, 'colour'],
  ])('does not take %s', async (_what, body, field) => {
    expect(refusal(await keep(manager, body)).errors?.map((fault) => fault.field)).toContain(field);
  });
});
