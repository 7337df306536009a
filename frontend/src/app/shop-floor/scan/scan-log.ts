import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import type { Part } from '@verstak/api';
import { TabStore } from '../../core/platform/tab-store';
import { Session } from '../../core/session/session';
import type { Fact } from '../../entities/facts/fact';

const MOST = 10;

/** A part that was scanned, and what was done to it last from here. */
export interface ScanEntry extends Pick<Part, 'id' | 'code' | 'title' | 'orderNumber'> {
  fact?: Fact;
  /** What was done was taken back; a fact that did so stands for it. */
  isUndone?: boolean;
}

interface Kept {
  owner: string | undefined;
  entries: readonly ScanEntry[];
}

/** The last parts that somebody scanned in this tab, the latest first. */
@Injectable()
export class ScanLog {
  private readonly session = inject(Session);
  private readonly store = new TabStore<Kept>('verstak.scans');
  private readonly known = signal<readonly ScanEntry[]>([]);

  readonly entries = this.known.asReadonly();

  constructor() {
    effect(() => {
      const owner = this.session.user()?.id;
      const kept = this.store.recall();
      untracked(() => this.known.set(kept?.owner === owner ? (kept?.entries ?? []) : []));
    });
  }

  /** Takes note that what was done to a part was taken back, perhaps by doing something else. */
  undo(undone: ScanEntry, fact: Fact | undefined): void {
    this.keep(this.known().map((entry) => (entry.id === undone.id ? { ...entry, fact, isUndone: true } : entry)));
  }

  /** Puts a part at the top, with what was done to it. */
  note({ id, code, title, orderNumber }: Part, fact?: Fact): void {
    const former = this.known().find((entry) => entry.id === id);
    const did = fact ? { fact } : { fact: former?.fact, isUndone: former?.isUndone };
    const others = this.known().filter((other) => other.id !== id);
    this.keep([{ id, code, title, orderNumber, ...did }, ...others].slice(0, MOST));
  }

  private keep(entries: readonly ScanEntry[]): void {
    this.known.set(entries);
    this.store.keep({ owner: this.session.user()?.id, entries });
  }
}
