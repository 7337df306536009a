import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bitrix24Portal } from '../../../test/bitrix24-portal.js';
import { eventOf } from './bitrix24-events.js';

let portal: Bitrix24Portal;

beforeEach(async () => {
  portal = await Bitrix24Portal.start();
});
afterEach(() => portal.stop());

const heard = (form: string, token = portal.applicationToken): unknown =>
  eventOf(Object.fromEntries(new URLSearchParams(form)), token);

describe('an event', () => {
  it.each([
    ['ONCRMDEALUPDATE', { subject: 'orders', externalId: '7', isDeleted: false }],
    ['onCrmContactAdd', { subject: 'clients', externalId: 'C_7', isDeleted: false }],
    ['ONCRMCOMPANYDELETE', { subject: 'clients', externalId: 'CO_7', isDeleted: true }],
    ['CATALOG.PRODUCT.ON.UPDATE', { subject: 'products', externalId: '7', isDeleted: false }],
    ['ONCRMLEADADD', undefined],
    ['ONTASKADD', undefined],
    ['', undefined],
  ])('%s tells what to look at', (name, told) => {
    expect(heard(portal.event(name, 7))).toEqual(told);
  });

  it('that is not from the portal is refused', () => {
    for (const token of ['', 'wrong', `${portal.applicationToken}0`])
      expect(() => heard(portal.event('ONCRMDEALADD', 7, token))).toThrow('forbidden');
    expect(() => heard(portal.event('ONCRMDEALADD', 7, ''), '')).toThrow('forbidden');
    for (const form of [undefined, null, 'x', {}]) expect(() => eventOf(form, 'token')).toThrow('forbidden');
  });

  it('that names no item tells nothing', () => {
    for (const id of [0, -1, NaN, 1.5]) expect(heard(portal.event('ONCRMDEALADD', id))).toBeUndefined();
  });
});
