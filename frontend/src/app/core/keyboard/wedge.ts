/** What of a pressed key tells what it types, and when: `timeStamp` in milliseconds. */
export type Stroke = Pick<
  KeyboardEvent,
  'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing' | 'timeStamp'
>;

/** Nobody types a whole text with less between its keys, in milliseconds; a slow scanner over Bluetooth does. */
export const GAP_MS = 50;

/** Shorter texts may be a roll of fingers over keys. */
const LEAST = 6;

const ENDS = new Set(['Enter', 'NumpadEnter', 'Tab']);
const SILENT = new Set(['ShiftLeft', 'ShiftRight', 'CapsLock']);

/** What keys beside letters and digits type on a Latin keyboard, alone and with Shift. */
const SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  Backslash: ['\\', '|'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
  NumpadSubtract: ['-', '-'],
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/**
 * Tells what a hand scanner types from what a person does: all of it in one go, Enter or Tab at its end. Scanners send
 * the keys of a Latin keyboard, so keys are taken by their place, whatever the layout makes of them.
 */
export class Wedge {
  private text = '';
  private last = -Infinity;

  /** What was typed last may go on as a scan: codes and addresses begin with a letter or a digit. */
  get isOpen(): boolean {
    return /^[a-z0-9]/i.test(this.text);
  }

  /** Takes a key: `begins` where it may be the first of a scan, `text` where it ends one. */
  press(stroke: Stroke): { begins: boolean; text?: string } {
    if (SILENT.has(stroke.code)) return { begins: false };
    const { text } = this;
    const isQuick = stroke.timeStamp - this.last <= GAP_MS;
    const typed = isText(stroke) ? typedBy(stroke) : undefined;
    this.last = stroke.timeStamp;
    this.text = typed === undefined ? '' : isQuick ? text + typed : typed;
    if (typed !== undefined) return { begins: !isQuick || !text };
    const isEnd = isQuick && ENDS.has(stroke.code) && text.length >= LEAST;
    return isEnd ? { begins: false, text } : { begins: false };
  }
}

function isText({ ctrlKey, metaKey, altKey, repeat, isComposing }: Stroke): boolean {
  return !(ctrlKey || metaKey || altKey || repeat || isComposing);
}

function typedBy({ code, key, shiftKey }: Stroke): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit) return shiftKey && digit[1] === 'Digit' ? SHIFTED_DIGITS[Number(digit[2])] : digit[2];
  const sign = SIGNS[code]?.[shiftKey ? 1 : 0];
  // Some keyboards of phones say no place.
  return sign ?? (code === '' && key.length === 1 ? key : undefined);
}
