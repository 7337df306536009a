import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isAmendable,
  isSold,
  nextStatuses,
  OPEN_STATUSES,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
  permissionForStep,
  SOLD_STATUSES,
} from './order-status.js';
import { BUILT_IN_PERMISSIONS, isPermission } from './permissions.js';
import { PART_ACTIONS, PART_STATES, partActions, partStateAfter } from './part-state.js';

const status = fc.constantFrom(...ORDER_STATUSES);
const heldFrom = fc.option(status, { nil: undefined });

describe('the life of an order', () => {
  it('knows every status and names only known ones, with known permissions', () => {
    expect(Object.keys(ORDER_TRANSITIONS).sort()).toEqual([...ORDER_STATUSES].sort());
    for (const { to, permission } of Object.values(ORDER_TRANSITIONS).flat()) {
      expect(ORDER_STATUSES).toContain(to);
      expect(isPermission(permission)).toBe(true);
    }
  });

  it('gives a permission exactly for the steps it offers', () => {
    fc.assert(
      fc.property(status, status, heldFrom, (from, to, held) => {
        expect(permissionForStep(from, to, held) !== undefined).toBe(nextStatuses(from, held).includes(to));
      }),
    );
  });

  it('leads from hold only back to where the order came from, or to its end', () => {
    fc.assert(
      fc.property(status, (held) => {
        const isOpen = (OPEN_STATUSES as readonly string[]).includes(held) && held !== 'on_hold';
        expect(new Set(nextStatuses('on_hold', held))).toEqual(new Set(isOpen ? [held, 'cancelled'] : ['cancelled']));
      }),
    );
    expect(nextStatuses('on_hold')).toEqual(['cancelled']);
  });

  it('can hold and cancel every open order, and ends with delivered and cancelled', () => {
    for (const open of OPEN_STATUSES) {
      expect(nextStatuses(open, 'draft')).toContain('cancelled');
      if (open !== 'on_hold') expect(nextStatuses(open)).toContain('on_hold');
    }
    expect([...nextStatuses('delivered'), ...nextStatuses('cancelled')]).toEqual([]);
  });

  it('never stays where it is, and reaches delivered from every open status', () => {
    for (const from of ORDER_STATUSES) expect(nextStatuses(from, from)).not.toContain(from);
    for (const from of OPEN_STATUSES) {
      const reached = new Set<string>([from]);
      for (const at of reached) for (const to of nextStatuses(at as typeof from, 'draft')) reached.add(to);
      expect(reached).toContain('delivered');
    }
  });

  it('puts the main way forward first', () => {
    const walked = ['draft'];
    for (let at = nextStatuses('draft')[0]; at; at = nextStatuses(at)[0]) walked.push(at);
    expect(walked).toEqual(['draft', 'confirmed', 'in_production', 'ready', 'delivered']);
  });

  it('lets an order be amended until it is handed over or cancelled', () => {
    for (const one of ORDER_STATUSES) expect(isAmendable(one)).toBe((OPEN_STATUSES as readonly string[]).includes(one));
  });

  it('counts neither drafts nor cancelled orders as sold', () => {
    expect(ORDER_STATUSES.filter((one) => !(SOLD_STATUSES as readonly string[]).includes(one)).sort()).toEqual([
      'cancelled',
      'draft',
    ]);
  });
});

describe('the states of a part', () => {
  it('offers exactly the actions that lead somewhere', () => {
    for (const state of PART_STATES) {
      expect(new Set(partActions(state))).toEqual(
        new Set(PART_ACTIONS.filter((action) => partStateAfter(state, action))),
      );
    }
  });

  it('never leaves done or cancelled, and finishes only what was begun', () => {
    expect([...partActions('done'), ...partActions('cancelled')]).toEqual([]);
    expect(partStateAfter('waiting', 'finish')).toBeUndefined();
    expect(partActions('in_progress')[0]).toBe('finish');
  });
});

describe('built-in roles', () => {
  it('give a master neither contacts nor prices nor the orders of others', () => {
    expect(BUILT_IN_PERMISSIONS.master).toEqual(['parts:work']);
  });

  it('keep people, the journal and dating back to the administrator', () => {
    for (const permission of ['users:read', 'users:write', 'journal:read', 'orders:backdate'] as const) {
      expect(BUILT_IN_PERMISSIONS.manager).not.toContain(permission);
      expect(BUILT_IN_PERMISSIONS.admin).toContain(permission);
    }
  });

  it('counts an order on hold as it counted before', () => {
    expect(isSold({ status: 'on_hold', heldFrom: 'draft' })).toBe(false);
    expect(isSold({ status: 'on_hold', heldFrom: 'confirmed' })).toBe(true);
    expect(ORDER_STATUSES.filter((status) => isSold({ status }))).toEqual([...SOLD_STATUSES]);
  });
});
