import { subject } from '@casl/ability';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { abilityFor, SUBJECTS, type Ability, type Action, type Identity, type Subject } from './ability.js';
import {
  BUILT_IN_PERMISSIONS,
  CUSTOMER_PERMISSIONS,
  PERMISSIONS,
  SUPPLIER_PERMISSIONS,
  type Permission,
} from './permissions.js';

/** What a supplier may do to rows of the own. */
const OPEN_AT_DESK: Partial<Record<Subject, readonly Action[]>> = {
  Offer: ['read', 'change'],
  Import: ['read', 'change'],
  SupplyRequest: ['read', 'work'],
  Notification: ['read', 'change'],
};
const ACTIONS: readonly Action[] = ['read', 'change', 'work'];
const abilityOf = (permissions: readonly Permission[], identity: Identity = { userId: 'me' }): Ability =>
  abilityFor(new Set(permissions), identity);
const may = (ability: Ability, action: Action, kind: (typeof SUBJECTS)[number], document: object): boolean =>
  ability.can(action, subject(kind, { ...document }) as never);

describe('abilities', () => {
  it('allow nobody but to read what the shop shows, and somebody without a permission the own user and the workshop', () => {
    for (const kind of SUBJECTS) {
      for (const action of ACTIONS) {
        expect(may(abilityOf([], {}), action, kind, {})).toBe(kind === 'Category' && action === 'read');
        const forAll = kind === 'Workshop' && action === 'read';
        expect(may(abilityOf([]), action, kind, { _id: 'other' })).toBe(forAll);
        expect(may(abilityOf([]), action, kind, { _id: 'me' })).toBe(forAll || (kind === 'User' && action === 'read'));
      }
    }
  });

  it('let a visitor read products that are shown and not archived, and nobody else by being somebody', () => {
    for (const [isShown, isArchived] of [
      [true, false],
      [true, true],
      [false, false],
    ] as const) {
      expect(may(abilityOf([], {}), 'read', 'Product', { isShown, isArchived })).toBe(isShown && !isArchived);
      expect(may(abilityOf([]), 'read', 'Product', { isShown, isArchived })).toBe(false);
    }
  });

  it('show the report of sales to whoever may see that, that of the floor to whoever sees all parts, the place to both', () => {
    const reads = (held: Permission[]): boolean[] =>
      (['Report', 'Sales', 'Floor'] as const).map((kind) => may(abilityOf(held), 'read', kind, {}));
    expect(reads(['reports:read'])).toEqual([true, true, false]);
    expect(reads(['parts:read'])).toEqual([true, false, true]);
    expect(reads(['parts:work', 'orders:read'])).toEqual([false, false, false]);
  });

  it('let a master read and work on own parts alone, and change none', () => {
    const ability = abilityOf(BUILT_IN_PERMISSIONS.master);
    expect(ACTIONS.map((action) => may(ability, action, 'Part', { performerIds: ['other', 'me'] }))).toEqual([
      true,
      false,
      true,
    ]);
    expect(ACTIONS.map((action) => may(ability, action, 'Part', { performerIds: ['other'] }))).toEqual([
      false,
      false,
      false,
    ]);
    for (const kind of ['Client', 'Order', 'Role', 'JournalEntry'] as const)
      expect(ability.can('read', kind)).toBe(false);
  });

  it('let a customer read own orders and nothing else: made when signed in, by the proven e-mail, of the own client', () => {
    const known = { userId: 'me', email: 'a@example.org', clientId: 'client' };
    const orders = [
      { customerId: 'me' },
      { shopEmail: 'a@example.org', isFromShop: true },
      { clientId: 'client' },
      { clientId: 'client', isFromShop: true },
      { customerId: 'other', shopEmail: 'b@example.org', clientId: 'other' },
    ];
    const readable = (identity: Identity): boolean[] =>
      orders.map((order) => may(abilityOf(CUSTOMER_PERMISSIONS, identity), 'read', 'Order', order));
    expect(readable(known)).toEqual([true, true, true, false, false]);
    expect(readable({ userId: 'me' })).toEqual([true, false, false, false, false]);
    const ability = abilityOf(CUSTOMER_PERMISSIONS, known);
    for (const kind of SUBJECTS)
      for (const action of ACTIONS)
        expect([kind, action, ability.can(action, kind)]).toEqual([
          kind,
          action,
          kind === 'Order' && action === 'read',
        ]);
  });

  it('let a supplier read and change the offers of the own supplier alone, and what a screen needs', () => {
    const ability = abilityOf(SUPPLIER_PERMISSIONS, { userId: 'me', supplierId: 'own' });
    for (const action of ['read', 'change'] as const)
      expect(['own', 'other'].map((supplierId) => may(ability, action, 'Offer', { supplierId }))).toEqual([
        true,
        false,
      ]);
    expect(['me', 'other'].map((recipientId) => may(ability, 'read', 'Notification', { recipientId }))).toEqual([
      true,
      false,
    ]);
    for (const kind of SUBJECTS)
      for (const action of ACTIONS) {
        const isOpen = OPEN_AT_DESK[kind]?.includes(action) ?? false;
        const isScreen = ['Desk', 'Today', 'Workshop'].includes(kind) && action === 'read';
        expect([kind, action, ability.can(action, kind)]).toEqual([kind, action, isOpen || isScreen]);
      }
    const request = { supplierId: 'own', status: 'in_process' };
    for (const [document, isOpen] of [
      [request, true],
      [{ ...request, supplierId: 'other' }, false],
      [{ ...request, status: 'draft' }, false],
    ] as const)
      expect(['read', 'work'].map((action) => may(ability, action as Action, 'SupplyRequest', document))).toEqual([
        isOpen,
        isOpen,
      ]);
    for (const kind of ['Offer', 'SupplyRequest'] as const)
      expect(abilityOf(SUPPLIER_PERMISSIONS).can('read', kind)).toBe(false);
  });

  it('give whoever holds a permission and is nobody no row that is somebody’s own', () => {
    expect(abilityOf(['parts:work'], {}).can('read', 'StagePass')).toBe(false);
    expect(may(abilityOf(['parts:work'], {}), 'read', 'Part', { performerIds: ['other'] })).toBe(false);
  });

  it('let whoever reads all parts work on own ones alone', () => {
    const ability = abilityOf(['parts:read', 'parts:work']);
    expect(may(ability, 'read', 'Part', { performerIds: ['other'] })).toBe(true);
    expect(may(ability, 'work', 'Part', { performerIds: ['other'] })).toBe(false);
  });

  it('change what they may write, and not what they may only read', () => {
    expect(abilityOf(['clients:read', 'orders:read', 'users:read']).can('change', 'Client')).toBe(false);
    expect(abilityOf(['clients:write']).can('change', 'Client')).toBe(true);
    expect(abilityOf(['orders:assign']).can('change', 'Order')).toBe(true);
    expect(abilityOf(['users:write']).can('change', 'User')).toBe(true);
  });

  it('only ever grow with further permissions', () => {
    const some = fc.subarray([...PERMISSIONS]);
    fc.assert(
      fc.property(some, some, (fewer, others) => {
        const [less, more] = [abilityOf(fewer), abilityOf([...fewer, ...others])];
        for (const kind of SUBJECTS)
          for (const action of ACTIONS) if (less.can(action, kind)) expect(more.can(action, kind)).toBe(true);
      }),
    );
  });
});
