import { keysOf } from '../../core/keyboard/keys';

/** A cell of a grid: the line's place, counted from 0, and the column's key. */
export interface LinePlace {
  index: number;
  key: string;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const STEPS: Readonly<Record<string, number>> = { Enter: 1, 'Shift+Enter': -1, ArrowDown: 1, ArrowUp: -1 };

/** The cell that an element stands in; nothing beside the cells. */
export function placeOf(element: EventTarget | null): LinePlace | undefined {
  if (!(element instanceof HTMLElement) || !isControl(element)) return undefined;
  const key = element.closest<HTMLElement>('[data-cell]')?.dataset['cell'];
  const line = element.closest<HTMLElement>('[data-line]')?.dataset['line'];
  return key === undefined || line === undefined ? undefined : { key, index: Number(line) };
}

/** How many lines a key leads down; nothing where it is the control's own, as Enter in a text of several lines. */
export function stepOf(event: KeyboardEvent): number | undefined {
  const keys = keysOf(event);
  const { target } = event;
  if (target instanceof HTMLTextAreaElement) return undefined;
  if (target instanceof HTMLSelectElement && keys.startsWith('Arrow')) return undefined;
  return STEPS[keys];
}

/** Remembers what a cell held when it was entered, to put it back. */
export class FormerText {
  private control?: Control;
  private text = '';

  keep(element: EventTarget | null): void {
    if (!(element instanceof HTMLElement) || !isControl(element) || element === this.control) return;
    [this.control, this.text] = [element, element.value];
  }

  /** Puts it back as if it had been typed; whether there was anything to put back. */
  putBack(element: EventTarget | null): boolean {
    const control = this.control;
    if (!control || control !== element || control.value === this.text) return false;
    control.value = this.text;
    control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    return true;
  }
}

/** Sets the caret behind what is typed, so that it is gone on with and not replaced. */
export function goOn(element: Element | null): void {
  if (element instanceof HTMLSelectElement) return element.showPicker?.();
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return;
  element.setSelectionRange(element.value.length, element.value.length);
}

function isControl(element: HTMLElement): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}
