import { OverlayContainer } from '@angular/cdk/overlay';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isTyping, keycaps, keysOf } from './keys';
import { Shortcuts } from './shortcuts';
import { GAP_MS } from './wedge';

const press = (init: KeyboardEventInit, target: HTMLElement = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  // A lone key waits until it is clear that no scan begins with it.
  jest.advanceTimersByTime(GAP_MS);
  return event;
};

describe('shortcuts', () => {
  let shortcuts: Shortcuts;
  let run: jest.Mock;

  beforeEach(() => {
    localStorage.clear();
    document.body.innerHTML = '';
    shortcuts = TestBed.inject(Shortcuts);
    run = jest.fn();
    jest.useFakeTimers();
  });

  afterEach(() => void jest.useRealTimers());

  it('go by the place of the key: т in a Russian layout is N', () => {
    shortcuts.add([{ keys: 'KeyN', label: '', run }]);
    const event = press({ code: 'KeyN', key: 'т' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(event.defaultPrevented).toBe(true);
  });

  it('open the palette from Ctrl+Л, also while typing', () => {
    const input = document.body.appendChild(document.createElement('input'));
    shortcuts.add([{ keys: 'Ctrl+KeyK', label: '', run, whileTyping: true }]);
    press({ code: 'KeyK', key: 'л', ctrlKey: true }, input);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('never fire from a lone letter while typing', () => {
    shortcuts.add([{ keys: 'KeyN', label: '', run }]);
    for (const tag of ['input', 'textarea', 'select'] as const) {
      press({ code: 'KeyN' }, document.body.appendChild(document.createElement(tag)));
    }
    expect(run).not.toHaveBeenCalled();
  });

  it('are silenced by the topmost modal layer, and come back when it goes', () => {
    const top = jest.fn();
    shortcuts.add([{ keys: 'KeyN', label: '', run }]);
    const close = shortcuts.add([{ keys: 'Escape', label: '', run: top }], true);
    press({ code: 'KeyN' });
    press({ code: 'Escape' });
    expect(run).not.toHaveBeenCalled();
    expect(top).toHaveBeenCalledTimes(1);
    close();
    press({ code: 'KeyN' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('are silenced by an open menu, and come back when it is gone', () => {
    const overlays = TestBed.inject(OverlayContainer).getContainerElement();
    const backdrop = overlays.appendChild(document.createElement('div'));
    backdrop.className = 'cdk-overlay-backdrop';
    shortcuts.add([{ keys: 'KeyJ', label: '', run }]);
    press({ code: 'KeyJ' });
    expect(run).not.toHaveBeenCalled();
    backdrop.remove();
    press({ code: 'KeyJ' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('prefer what was added last, unless it declines', () => {
    const nearer = jest.fn();
    let wants = true;
    shortcuts.add([{ keys: 'KeyZ', label: '', run }]);
    shortcuts.add([{ keys: 'KeyZ', label: '', run: nearer, when: () => wants }]);
    press({ code: 'KeyZ' });
    wants = false;
    press({ code: 'KeyZ' });
    expect(nearer).toHaveBeenCalledTimes(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('of lone letters can be turned off, those with Ctrl cannot', () => {
    shortcuts.add([
      { keys: 'KeyN', label: '', run },
      { keys: 'Ctrl+Enter', label: '', run },
    ]);
    shortcuts.useLetterKeys(false);
    press({ code: 'KeyN' });
    expect(run).not.toHaveBeenCalled();
    press({ code: 'Enter', ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('keys', () => {
  it('are named with their modifiers; ⌘ counts as Ctrl', () => {
    const modifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(keysOf({ code: 'KeyK', ...modifiers, metaKey: true })).toBe('Ctrl+KeyK');
    expect(keysOf({ code: 'Slash', ...modifiers, shiftKey: true })).toBe('Shift+Slash');
    expect(keysOf({ code: 'NumpadEnter', ...modifiers, ctrlKey: true })).toBe('Ctrl+Enter');
  });

  it('are shown as on a Latin keyboard', () => {
    expect(keycaps('Ctrl+KeyK')).toEqual(['Ctrl', 'K']);
    expect(keycaps('Shift+Slash')).toEqual(['?']);
  });

  it('are no text in a checkbox', () => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    expect(isTyping(box)).toBe(false);
  });
});
