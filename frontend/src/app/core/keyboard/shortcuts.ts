import { OverlayContainer } from '@angular/cdk/overlay';
import { DOCUMENT, DestroyRef, Service, computed, inject, signal } from '@angular/core';
import { recall, remember } from '../platform/storage';
import { isCovered } from './covered';
import { HandScanner } from './hand-scanner';
import { type Keys, isPlain, isTyping, keysOf } from './keys';

/** One thing a key does here. */
export interface Shortcut {
  keys: Keys;
  /** Translation key of what it does, for the overlay. */
  label: string;
  run: () => void;
  /** What it does is an act of the page, which the palette offers with this icon. */
  icon?: string;
  /** Runs also where text is being typed; for combinations with Ctrl and for Escape. */
  whileTyping?: boolean;
  /** False leaves the key to others; asked at each press. */
  when?: () => boolean;
}

interface Layer {
  shortcuts: readonly Shortcut[];
  isModal: boolean;
}

const KEY = 'verstak.letterKeys';

/**
 * Keyboard shortcuts by key position, so that they work in every layout. Only the topmost modal layer hears keys;
 * lone keys never fire while typing and can be turned off.
 */
@Service()
export class Shortcuts {
  private readonly overlays = inject(OverlayContainer);
  private readonly scanner = inject(HandScanner);
  private readonly layers = signal<readonly Layer[]>([]);
  private readonly lettersOn = signal(recall(KEY) !== 'off');

  readonly letterKeysOn = this.lettersOn.asReadonly();

  /** Everything that answers to keys now, the nearest first. */
  readonly active = computed<readonly Shortcut[]>(() => {
    const layers = this.layers();
    const modal = layers.findLastIndex((layer) => layer.isModal);
    return layers
      .slice(Math.max(modal, 0))
      .flatMap((layer) => layer.shortcuts)
      .reverse();
  });

  constructor() {
    const document = inject(DOCUMENT);
    const listen = (event: KeyboardEvent): void => this.handle(event);
    document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen));
  }

  /** Adds shortcuts and gives the function that takes them away; a modal layer silences all below it. */
  add(shortcuts: readonly Shortcut[], isModal = false): () => void {
    const layer: Layer = { shortcuts, isModal };
    this.layers.update((layers) => [...layers, layer]);
    return () => this.layers.update((layers) => layers.filter((other) => other !== layer));
  }

  useLetterKeys(on: boolean): void {
    this.lettersOn.set(on);
    remember(KEY, on ? null : 'off');
  }

  private handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const keys = keysOf(event);
    const found = this.candidates().find((shortcut) => shortcut.keys === keys && this.applies(shortcut, event));
    if (!found) return;
    event.preventDefault();
    if (isPlain(keys)) this.scanner.unlessScan(found.run);
    else found.run();
  }

  private applies(shortcut: Shortcut, event: KeyboardEvent): boolean {
    if (isTyping(event.target) && !shortcut.whileTyping) return false;
    if (!this.lettersOn() && isPlain(shortcut.keys) && /Key|Slash/.test(shortcut.keys)) return false;
    return shortcut.when?.() ?? true;
  }

  /** A dialog or menu without shortcuts of its own still silences the page beneath it. */
  private candidates(): readonly Shortcut[] {
    const hasModal = this.layers().some((layer) => layer.isModal);
    return isCovered(this.overlays) && !hasModal ? [] : this.active();
  }
}

/** Shortcuts of a component, for as long as it lives. Call where `inject` works. */
export function useShortcuts(shortcuts: readonly Shortcut[], isModal = false): void {
  inject(DestroyRef).onDestroy(inject(Shortcuts).add(shortcuts, isModal));
}

/** What the filled button of a dialog does, done by Ctrl+Enter wherever one types in it. */
export function useDialogAct(label: string, run: () => void, when = (): boolean => true): void {
  useShortcuts([{ keys: 'Ctrl+Enter', label, run, when, whileTyping: true }], true);
}
