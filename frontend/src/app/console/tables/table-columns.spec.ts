import { describe, expect, it } from '@jest/globals';
import type { Table, TableField } from '@verstak/api';
import { columnsOf, filterOf, filtersOf, sortOf } from './table-columns';

const field = (name: string, kind: TableField['kind'], more: Partial<TableField> = {}): TableField => ({
  name,
  kind,
  isRequired: false,
  isSortable: false,
  ...more,
});

const TABLE: Table = {
  name: 'orders',
  entity: 'Order',
  rows: 2,
  calledBy: 'number',
  isSearchable: true,
  fields: [
    field('createdAt', 'instant', { isSortable: true, filter: 'range', filterBy: 'created' }),
    field('items', 'list'),
    field('status', 'choice', { isRequired: true, filter: 'some', filterBy: 'status', choices: [{ value: 'ready' }] }),
    field('clientName', 'text', { isRequired: true }),
    field('clientId', 'id', { of: 'Client', isRequired: true, filter: 'some', filterBy: 'clientId' }),
    field('total', 'money', { filter: 'range', filterBy: 'total' }),
    field('dueDay', 'day', { filter: 'range', filterBy: 'dueDay' }),
    field('partsTotal', 'count', { filter: 'range', filterBy: 'partsTotal' }),
    field('number', 'number', { isRequired: true, isSortable: true }),
  ],
};

const words = {
  header: (name: string): string => name,
  value: (_field: TableField, value: unknown): string => String(value),
  choice: (_field: TableField, value: string): string => value,
};

describe('the columns of a table', () => {
  it('begin with what a row is called and refers to; what says it again, and lists, stand behind or nowhere', () => {
    const columns = columnsOf(TABLE, words);
    expect(columns.map(({ key }) => key)).toEqual([
      'number',
      'clientId',
      'status',
      'total',
      'dueDay',
      'partsTotal',
      'clientName',
      'createdAt',
    ]);
    expect(columns.filter(({ isOptional }) => isOptional).map(({ key }) => key)).toEqual(['clientName', 'createdAt']);
    expect(columns.find(({ key }) => key === 'clientId')?.type).toBe('template');
    expect(sortOf(TABLE)).toBe('-createdAt');
  });
});

describe('the filters of a table', () => {
  it('are those that its fields declare, as far as there is a way to ask', () => {
    const finder = { search: () => Promise.resolve([]), nameOf: () => Promise.resolve('') };
    expect(filtersOf(TABLE, words, finder).map(({ key, kind }) => [key, kind])).toEqual([
      ['created', 'period'],
      ['status', 'choice'],
      ['clientId', 'entity'],
      ['total', 'sum'],
      ['dueDay', 'period'],
    ]);
  });

  it('ask for margins in per cent', () => {
    const finder = { search: () => Promise.resolve([]), nameOf: () => Promise.resolve('') };
    const table = { ...TABLE, fields: [field('margin', 'share', { filter: 'range', filterBy: 'margin' })] };
    expect(filtersOf(table, words, finder).map(({ key, kind }) => [key, kind])).toEqual([['margin', 'share']]);
    const asked = filterOf(table, { filters: { marginFrom: ['-12.5'] } }, 'Europe/Moscow');
    expect(asked).toBe('marginFrom=-12.5');
  });

  it('ask by instants where days are typed, the last one included', () => {
    const filters = {
      createdFrom: ['2026-12-01'],
      createdTo: ['2026-12-01'],
      dueDayTo: ['2026-12-02'],
      clientId: ['a', 'b'],
    };
    expect(Object.fromEntries(new URLSearchParams(filterOf(TABLE, { filters }, 'Europe/Moscow')))).toEqual({
      createdFrom: '2026-11-30T21:00:00.000Z',
      createdTo: '2026-12-01T21:00:00.000Z',
      clientId: 'a,b',
      dueDayTo: '2026-12-02',
    });
  });
});
