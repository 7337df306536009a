/** A key by its place on the keyboard, as `event.code` names it, with modifiers: `KeyN`, `Ctrl+KeyK`, `Shift+Slash`. */
export type Keys = string;

type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The combination that was pressed; ⌘ counts as Ctrl, and the digit block's Enter as Enter. */
export function keysOf(event: KeyPress): Keys {
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
  ].filter(Boolean);
  return [...modifiers, event.code === 'NumpadEnter' ? 'Enter' : event.code].join('+');
}

/** Whether the combination is a lone key, which a text field would take as text. */
export function isPlain(keys: Keys): boolean {
  return !keys.includes('Ctrl+') && !keys.includes('Alt+');
}

const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file']);

/** Whether keys pressed in the element are text or choose in a list. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return ['textbox', 'combobox', 'listbox', 'option', 'menuitem'].includes(target.getAttribute('role') ?? '');
}

const NAMES: Record<string, string> = {
  Slash: '/',
  'Shift+Slash': '?',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
};

/** The combination as keycaps, in the letters of a Latin keyboard: `['Ctrl', 'K']`. */
export function keycaps(keys: Keys): string[] {
  if (NAMES[keys]) return [NAMES[keys]];
  return keys.split('+').map((part) => NAMES[part] ?? part.replace(/^(Key|Digit)/, ''));
}
