import { Injectable, inject, signal } from '@angular/core';
import { Chime } from '../chime';

/** What a scan or an act came to: the key of its sentence and what fills it. */
export interface Verdict {
  isGood: boolean;
  key: string;
  params: Record<string, unknown>;
}

/** How long a phone trembles, in milliseconds: once, or twice with a pause. */
const TREMBLES = { good: [60], bad: [90, 70, 90] };

/** Says what a scan or an act came to: in words and colour, by sound, and by a phone that trembles. */
@Injectable()
export class Verdicts {
  private readonly chime = inject(Chime);
  private readonly said = signal<Verdict | undefined>(undefined);

  readonly current = this.said.asReadonly();

  good(key: string, params: Record<string, unknown> = {}): void {
    this.say({ isGood: true, key, params });
  }

  bad(key: string, params: Record<string, unknown> = {}): void {
    this.say({ isGood: false, key, params });
  }

  /** The next scan has begun. */
  clear(): void {
    this.said.set(undefined);
  }

  private say(verdict: Verdict): void {
    const tune = verdict.isGood ? 'good' : 'bad';
    this.said.set(verdict);
    this.chime.play(tune);
    // Browsers let a phone tremble only after somebody touched the page; not all of them can.
    navigator.vibrate?.(TREMBLES[tune]);
  }
}
