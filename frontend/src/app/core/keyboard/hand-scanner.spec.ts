import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HandScanner } from './hand-scanner';
import { Shortcuts } from './shortcuts';
import { GAP_MS } from './wedge';

const QUICK = 8;
const SLOW = 120;

/** Where a Latin keyboard has the characters, and what a Russian layout makes of them. */
const KEYS: Record<string, { code: string; russian: string; shiftKey?: boolean }> = {
  ':': { code: 'Semicolon', russian: 'Ж', shiftKey: true },
  '/': { code: 'Slash', russian: '.' },
  '.': { code: 'Period', russian: 'ю' },
  '-': { code: 'Minus', russian: '-' },
};
const RUSSIAN = 'фисвуапршолдьтщзйкыегмцчня';

function keyOf(character: string): { code: string; russian: string; shiftKey: boolean } {
  const sign = KEYS[character];
  if (sign) return { shiftKey: false, ...sign };
  if (/\d/.test(character)) return { code: `Digit${character}`, russian: character, shiftKey: false };
  const upper = character.toUpperCase();
  const russian = RUSSIAN[upper.charCodeAt(0) - 65] ?? '';
  return { code: `Key${upper}`, russian, shiftKey: upper === character };
}

describe('a hand scanner that types', () => {
  let now: number;
  const heard: string[] = [];

  beforeEach(() => {
    jest.useFakeTimers();
    document.body.innerHTML = '';
    heard.length = 0;
    now = 1_000;
    const isMine = (text: string): boolean => text.includes('/p/');
    TestBed.inject(HandScanner).listen({ heard: (text) => heard.push(text), isMine });
  });

  afterEach(() => void jest.useRealTimers());

  const press = (init: KeyboardEventInit, gap: number): KeyboardEvent => {
    now += gap;
    jest.advanceTimersByTime(gap);
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
    Object.defineProperty(event, 'timeStamp', { value: now });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event;
  };

  /** Types as a device in a Russian layout does: into the field that has the focus goes what the layout makes of it. */
  const type = (text: string, gap: number, end = 'Enter'): KeyboardEvent => {
    for (const character of text) {
      const { russian, ...key } = keyOf(character);
      if (key.shiftKey) press({ code: 'ShiftLeft', key: 'Shift', shiftKey: true }, 0);
      const event = press({ ...key, key: russian }, gap);
      const field = document.activeElement;
      if (field instanceof HTMLInputElement && !event.defaultPrevented) field.value += russian;
    }
    return press({ code: end, key: end }, gap);
  };

  const field = (value = ''): HTMLInputElement => {
    const input = document.body.appendChild(document.createElement('input'));
    input.value = value;
    input.focus();
    return input;
  };

  it.each(['Enter', 'NumpadEnter', 'Tab'])(
    'is heard in a Russian layout, by the places of its keys, up to %s',
    (end) => {
      const last = type('https://shop.example/p/K7-M2x', QUICK, end);
      expect(heard).toEqual(['https://shop.example/p/K7-M2x']);
      expect(last.defaultPrevented).toBe(true);
    },
  );

  it('takes what it typed out of the field it hit, and sends no form', () => {
    const input = field('Кружка');
    let told = '';
    input.addEventListener('input', () => (told = input.value));
    const sent = jest.fn();
    document.body.addEventListener('keydown', (event) => event.key === 'Enter' && sent());
    type('http://a/p/K7M2', QUICK);
    expect(heard).toEqual(['http://a/p/K7M2']);
    expect([input.value, told]).toEqual(['Кружка', 'Кружка']);
    expect(sent).not.toHaveBeenCalled();
  });

  it('leaves to a field what is scanned into it and is no code of a part', () => {
    const input = field();
    const last = type('4601234567893', QUICK);
    expect([input.value, heard, last.defaultPrevented]).toEqual(['4601234567893', [], false]);
  });

  it('is no person, however they type: letter by letter, in short rolls, with a key held down, by pasting', () => {
    const input = field();
    expect(type('http://a/p/K7M2', SLOW).defaultPrevented).toBe(false);
    expect(input.value).toHaveLength('http://a/p/K7M2'.length);
    expect(type('ok', QUICK).defaultPrevented).toBe(false);
    press({ code: 'KeyV', key: 'м', ctrlKey: true }, SLOW);
    expect(press({ code: 'Enter', key: 'Enter' }, QUICK).defaultPrevented).toBe(false);
    document.body.focus();
    input.blur();
    for (let count = 0; count < 20; count++) press({ code: 'KeyJ', key: 'о', repeat: true }, QUICK);
    press({ code: 'Enter', key: 'Enter' }, QUICK);
    type('http://a/p/', QUICK, 'ArrowDown');
    expect(heard).toEqual([]);
  });

  it('sets off none of the lone keys that do something, and those of a person all count, in their order', () => {
    const done: string[] = [];
    TestBed.inject(Shortcuts).add([
      { keys: 'KeyH', label: '', run: () => done.push('h') },
      { keys: 'Slash', label: '', run: () => done.push('/') },
      { keys: 'Escape', label: '', run: () => done.push('Escape') },
    ]);
    type('http://a/p/K7M2', QUICK);
    jest.advanceTimersByTime(10 * GAP_MS);
    expect([heard.length, done]).toEqual([1, []]);
    press({ code: 'KeyH', key: 'р' }, SLOW);
    press({ code: 'Slash', key: '.' }, QUICK);
    expect(done).toEqual([]);
    jest.advanceTimersByTime(GAP_MS);
    expect(done).toEqual(['h', '/']);
    press({ code: 'KeyH', key: 'р' }, SLOW);
    press({ code: 'Escape', key: 'Escape' }, QUICK);
    expect(done).toEqual(['h', '/', 'h', 'Escape']);
    // No code begins with it: the search has the focus before the first of its letters.
    press({ code: 'Slash', key: '.' }, SLOW);
    expect(done).toEqual(['h', '/', 'h', 'Escape', '/']);
  });

  it('is heard by who listened last, until they listen no more', () => {
    const others: string[] = [];
    const leave = TestBed.inject(HandScanner).listen({ heard: (text) => others.push(text), isMine: () => true });
    type('abcdefg', QUICK);
    leave();
    type('hijklmn', SLOW / 10);
    expect([others, heard]).toEqual([['abcdefg'], ['hijklmn']]);
  });
});
