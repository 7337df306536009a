import { describe, expect, it } from '@jest/globals';
import { csvOf } from './csv.js';
import type { Table } from './table.js';

const table = (...names: string[]): Table => ({
  title: 'Clients',
  columns: [
    { title: 'Client', kind: 'text' },
    { title: 'Revenue, RUB', kind: 'money' },
    { title: 'Share, %', kind: 'share' },
  ],
  rows: names.map((name) => [name, 123_405, 12.5]),
});

describe('a CSV', () => {
  it('has semicolons and decimal commas in Russian', async () => {
    expect(await csvOf(table('Ромашка'), 'ru')).toBe(
      '\ufeffClient;"Revenue, RUB";"Share, %"\r\nРомашка;1234,05;12,5\r\n',
    );
  });

  it('has commas and points in English, and quotes what holds a comma', async () => {
    expect(await csvOf(table('Smith, "Joe"'), 'en')).toBe(
      '\ufeffClient,"Revenue, RUB","Share, %"\r\n"Smith, ""Joe""",1234.05,12.5\r\n',
    );
  });

  it.each([
    '=1+1',
    '+7 900',
    '-5',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1+1',
    '＋1',
    '＠A1',
    '\u200b=1',
    '\ufeff@A1',
    '\u00a0=1',
  ])('takes %j as text, not as a formula', async (name) => {
    expect(await csvOf(table(name), 'ru')).toContain(`'${name}`);
  });

  it.each(['a;=1+1', 'a,=1+1', 'a\t=1+1'])('keeps %j in one cell, however cells are separated there', async (name) => {
    for (const language of ['ru', 'en'] as const) expect(await csvOf(table(name), language)).toContain(`"${name}"`);
  });

  it('leaves other texts as they are', async () => {
    expect(await csvOf(table('A=1'), 'ru')).toContain('\r\nA=1;');
  });

  it('writes days as the language does, and nothing where there is nothing', async () => {
    const days: Table = {
      title: 'Orders',
      columns: [
        { title: 'Due', kind: 'day' },
        { title: 'Paid', kind: 'money' },
      ],
      rows: [['2026-11-05', undefined]],
    };
    expect(await csvOf(days, 'ru')).toContain('\r\n05.11.2026;\r\n');
    expect(await csvOf(days, 'en')).toContain('\r\n2026-11-05,\r\n');
  });
});
