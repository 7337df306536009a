import { minutesOf, spellMinutes } from './worked-time';

const pass = (startedAt: string, endedAt?: string): Parameters<typeof minutesOf>[0][number] => ({
  id: startedAt,
  masterId: 'm',
  masterName: 'Иван',
  startedAt,
  ...(endedAt ? { endedAt } : {}),
});

describe('the time worked on a part', () => {
  it('sums all passes and lets the open one run until now', () => {
    const passes = [pass('2026-11-25T09:00:00Z', '2026-11-25T09:30:00Z'), pass('2026-11-25T10:00:00Z')];
    expect(minutesOf(passes, new Date('2026-11-25T10:45:00Z'))).toBe(75);
  });

  it('is told in hours from the first hour on', () => {
    const t = (key: string, params: object): string => `${key} ${JSON.stringify(params)}`;
    expect(spellMinutes(59, t)).toBe('orders.time.minutes {"minutes":59}');
    expect(spellMinutes(75, t)).toBe('orders.time.hours {"hours":1,"minutes":15}');
  });
});
