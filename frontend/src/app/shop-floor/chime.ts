import { Service, signal } from '@angular/core';
import { recall, remember } from '../core/platform/storage';

const KEY = 'verstak.chime';
/** A new job, a code that was read, something that went wrong: in hertz, one after another. */
const TUNES = { arrived: [659, 880], good: [988], bad: [262, 196] } as const;

export type Tune = keyof typeof TUNES;

/** Short sounds of the shop floor; off until the master turns them on. */
@Service()
export class Chime {
  private readonly on = signal(recall(KEY) === 'on');
  private context?: AudioContext;

  readonly isOn = this.on.asReadonly();

  /** Turning it on plays it once, which also lets the browser play it later. */
  turn(on: boolean): void {
    this.on.set(on);
    remember(KEY, on ? 'on' : null);
    this.play('arrived');
  }

  play(tune: Tune): void {
    if (!this.on() || typeof AudioContext === 'undefined') return;
    const context = (this.context ??= new AudioContext());
    void context.resume();
    TUNES[tune].forEach((frequency, index) => {
      const start = context.currentTime + index * 0.14;
      const tone = new OscillatorNode(context, { frequency });
      const volume = new GainNode(context, { gain: 0.2 });
      volume.gain.setValueAtTime(0.2, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.3);
    });
  }
}
