import { describe, expect, it } from '@jest/globals';
import { hoursRuns, normalHours, openStateAt, type OpeningHours } from './opening-hours.js';

const ZONE = 'Europe/Moscow';
const HOURS: OpeningHours = {
  monday: '09:00–13:00, 14:00–18:00',
  tuesday: '09:00–13:00, 14:00–18:00',
  friday: '12:00–24:00',
  saturday: '00:00–02:00',
};
/** 30 November 2026 is a Monday; Moscow is three hours ahead. */
const at = (local: string): Date => new Date(`${local}+03:00`);
const stateAt = (local: string, hours = HOURS): object => openStateAt(hours, ZONE, at(local));

describe('opening hours', () => {
  it.each([
    ['9-18', '09:00–18:00'],
    [' 9:30 — 13.00 ; 14–24 ', '09:30–13:00, 14:00–24:00'],
    ['00:00–24:00', '00:00–24:00'],
  ])('are read as people write them: %s', (typed, normal) => {
    expect(normalHours(typed)).toBe(normal);
    expect(normalHours(normal)).toBe(normal);
  });

  it.each([
    '',
    'закрыто',
    '9',
    '18-9',
    '9-9',
    '25-26',
    '9:60-10',
    '9-25',
    '9-13, 12-18',
    '9-13,13-18',
    '1-2,3-4,5-6,7-8,9-10',
  ])('are none where no clock shows them: %s', (typed) => expect(normalHours(typed)).toBeUndefined());

  it('say whether somebody is there now, and until or from when', () => {
    expect(stateAt('2026-11-30T09:00:00')).toEqual({ isOpen: true, until: '13:00' });
    expect(stateAt('2026-11-30T08:59:59')).toEqual({ isOpen: false, from: { day: 'monday', inDays: 0, at: '09:00' } });
    expect(stateAt('2026-11-30T13:00:00')).toEqual({ isOpen: false, from: { day: 'monday', inDays: 0, at: '14:00' } });
    expect(stateAt('2026-12-01T18:00:00')).toEqual({ isOpen: false, from: { day: 'friday', inDays: 3, at: '12:00' } });
    expect(stateAt('2026-12-04T23:00:00')).toEqual({ isOpen: true, until: '02:00' });
    expect(stateAt('2026-11-30T19:00:00', { monday: '09:00–18:00' })).toEqual({
      isOpen: false,
      from: { day: 'monday', inDays: 7, at: '09:00' },
    });
    expect(stateAt('2026-11-30T19:00:00', {})).toEqual({ isOpen: false });
    const always = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, '00:00–24:00']),
    );
    expect(stateAt('2026-11-30T19:00:00', always)).toEqual({ isOpen: true });
  });

  it('are counted by the clock of the workshop, wherever the customer is', () => {
    // 23:30 in Moscow on Thursday is Friday in Vladivostok.
    expect(openStateAt(HOURS, 'Asia/Vladivostok', at('2026-12-04T05:30:00'))).toEqual({ isOpen: true, until: '02:00' });
    expect(openStateAt(HOURS, ZONE, at('2026-12-04T05:30:00'))).toMatchObject({ isOpen: false });
  });

  it('are told by runs of days that are alike', () => {
    expect(hoursRuns(HOURS)).toEqual([
      { from: 'monday', to: 'tuesday', hours: '09:00–13:00, 14:00–18:00' },
      { from: 'wednesday', to: 'thursday' },
      { from: 'friday', to: 'friday', hours: '12:00–24:00' },
      { from: 'saturday', to: 'saturday', hours: '00:00–02:00' },
      { from: 'sunday', to: 'sunday' },
    ]);
    expect(hoursRuns({})).toEqual([]);
  });
});
