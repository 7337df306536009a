import { OverlayContainer } from '@angular/cdk/overlay';
import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';
import { Toasts } from '../toasts/toasts';
import { isCovered } from './covered';
import { isTyping } from './keys';
import { GAP_MS, Wedge } from './wedge';

/** Hears what a hand scanner typed. */
export interface ScanListener {
  heard: (text: string) => void;
  /** Whether a text that was scanned into a field is meant for the listener and not for the field. */
  isMine: (text: string) => boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Scanners that type, on any page. Nothing is held back from a person who types: a scan into a field is taken out of it
 * again when it has ended and is meant for the listener; lone keys that do something wait until it is clear that no
 * scan begins with them (`unlessScan`).
 */
@Service()
export class HandScanner {
  private readonly overlays = inject(OverlayContainer);
  private readonly toasts = inject(Toasts);
  private readonly wedge = new Wedge();
  private readonly listeners: ScanListener[] = [];
  private before?: { field: Field; value: string };
  private waiting: (() => void)[] = [];
  private timer?: ReturnType<typeof setTimeout>;

  constructor() {
    const document = inject(DOCUMENT);
    const listen = (event: KeyboardEvent): void => this.take(event);
    // Before anything else on the page: the end of a scan presses no button and sends no form.
    document.addEventListener('keydown', listen, { capture: true });
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen, { capture: true }));
  }

  /** Gives scans to this listener, the latest of all, until the function it gives is called. */
  listen(listener: ScanListener): () => void {
    this.listeners.push(listener);
    return () => void this.listeners.splice(this.listeners.indexOf(listener), 1);
  }

  /** Does what a lone key does, in its turn, as soon as it is clear that the key is no part of a scan. */
  unlessScan(act: () => void): void {
    // With nobody to hear scans there is nothing to wait for.
    if (!this.listeners.length || (!this.wedge.isOpen && !this.waiting.length)) return act();
    this.waiting.push(act);
    this.wait();
  }

  private take(event: KeyboardEvent): void {
    const { begins, text } = this.wedge.press(event);
    if (begins) this.before = fieldOf(event.target);
    if (text === undefined) {
      // A key that no scan has in it ends the doubt about those before it.
      if (!this.wedge.isOpen) this.release();
      else if (this.waiting.length) this.wait();
      return;
    }
    const listener = this.listeners.at(-1);
    const isTyped = isTyping(event.target);
    if (!listener || (isTyped && !listener.isMine(text))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = [];
    this.putBack();
    // What is open there would be lost.
    if (isCovered(this.overlays)) this.toasts.say('shell.scan.covered');
    else listener.heard(text);
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.release(), GAP_MS);
  }

  private release(): void {
    const acts = this.waiting;
    this.waiting = [];
    for (const act of acts) act();
  }

  private putBack(): void {
    const { before } = this;
    this.before = undefined;
    if (!before || before.field.value === before.value) return;
    before.field.value = before.value;
    before.field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function fieldOf(target: EventTarget | null): { field: Field; value: string } | undefined {
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  return isField ? { field: target, value: target.value } : undefined;
}
