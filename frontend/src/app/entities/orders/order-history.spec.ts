import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalChange, JournalEntry } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { OrderHistory } from './order-history';

function entry(
  action: JournalEntry['action'],
  changes: { path: string; before?: unknown; after?: unknown }[],
): JournalEntry {
  const actor = { name: 'Анна', via: 'console' as const };
  const head = { id: action, at: '2026-11-25T09:00:00Z', entity: 'Order', entityId: 'o', entityVersion: 2 };
  return { ...head, action, actor, changes: changes as JournalChange[] };
}

const ITEM = { id: 'i', title: 'Кружка', quantity: 2, unit: 'шт', unitPrice: 150_000 };

describe('the history of an order', () => {
  let history: OrderHistory;

  beforeEach(() => {
    const i18n = {
      language: () => 'ru',
      has: (key: string) => key !== 'orders.history.mystery',
      t: (key: string, params?: { file?: string }) => (params?.file ? `${key} ${params.file}` : key),
    };
    TestBed.configureTestingModule({ providers: [{ provide: I18n, useValue: i18n }] });
    history = TestBed.inject(OrderHistory);
  });

  const spaces = (text: string | undefined): string | undefined => text?.replace(/\s/g, ' ');

  it('tells among its own of what was done to its files', () => {
    const changes = [{ path: 'note', after: 'Позвонить' }];
    const file = { ...entry('removed', [{ path: 'removedAt', after: '2026-11-25T09:00:00Z' }]), entity: 'File' };
    const told = history.entries([{ ...file, params: { file: 'макет.pdf' } }, entry('changed', changes)], []);
    expect(told.map(({ what }) => what)).toEqual(['files.did.removed макет.pdf', 'orders.history.changed']);
    expect(told.map((one) => one.changes.length)).toEqual([0, 1]);
  });

  it('names the item of a changed field and writes its values as people do', () => {
    const changes = [{ path: 'items.i.unitPrice', before: 150_000, after: 99_00 }];
    const [told] = history.entries([entry('changed', changes)], [ITEM]);
    expect(told?.changes[0]?.name).toBe('Кружка · orders.line.unitPrice');
    expect([spaces(told?.changes[0]?.before), spaces(told?.changes[0]?.after)]).toEqual(['1 500,00 ₽', '99,00 ₽']);
  });

  it('names a removed item by what it was', () => {
    const journal = [
      entry('changed', [{ path: 'items.gone', before: { ...ITEM, id: 'gone', title: 'Торт' } }]),
      entry('changed', [{ path: 'items.gone.quantity', before: 1, after: 2 }]),
    ];
    const told = history.entries(journal, []);
    expect(told.map(({ changes }) => changes[0]?.name)).toEqual(['Торт', 'Торт · orders.line.quantity']);
    expect(spaces(told[0]?.changes[0]?.before)).toBe('Торт, 2 шт × 1 500,00 ₽');
  });

  it('tells the reason of a step and leaves out what follows from other fields', () => {
    const changes = [
      { path: 'heldFrom', after: 'confirmed' },
      { path: 'items.i.total', before: 1, after: 2 },
      { path: 'status', before: 'confirmed', after: 'on_hold' },
    ];
    const [told] = history.entries([{ ...entry('status', changes), params: { reason: 'Ждём: сталь' } }], [ITEM]);
    expect(told?.what).toBe('orders.history.status: Ждём: сталь');
    expect(told?.changes).toEqual([
      { name: 'orders.state', before: 'orders.status.confirmed', after: 'orders.status.on_hold' },
    ]);
  });

  it('calls a step it does not know an amendment', () => {
    expect(history.entries([entry('mystery' as JournalEntry['action'], [])], [])[0]?.what).toBe(
      'orders.history.changed',
    );
  });
});
