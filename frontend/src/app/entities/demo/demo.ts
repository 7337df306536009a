import { Service, computed, inject, signal } from '@angular/core';
import {
  Api,
  type DemoStanding,
  type Workshop as WorkshopBody,
  chooseDemo,
  getDemo,
  keepDemo,
  removeDemo,
} from '@verstak/api';
import { type Trade, isBusyDemo, isDemoThere } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';

/** How often is asked how far the work on a demo is, in milliseconds. */
const ASKING = 700;

/** The demo of the workshop: how it stands, and what can be done with it. */
@Service()
export class Demo {
  private readonly api = inject(Api);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly workshop = inject(Workshop);
  private watching?: ReturnType<typeof setTimeout>;

  readonly now = computed(() => this.workshop.settings().demo);
  /** It is there, and nobody has decided on it. */
  readonly isThere = computed(() => isDemoThere(this.now()?.state));
  readonly isBusy = computed(() => isBusyDemo(this.now()?.state));
  readonly mayDecide = computed(() => this.session.can('workshop:change'));
  /** An act is on its way. */
  readonly isActing = signal(false);

  /** How far the work on it is, and whether one may be chosen; read for whoever may choose, while that is open. */
  private readonly standing = liveResource({
    params: () => (this.mayDecide() && this.isOpen() ? `${this.now()?.state}` : undefined),
    load: async () => this.watched(await this.api.invoke(getDemo)),
    live: ['Workshop'],
    pause: 5_000,
  });
  readonly progress = computed(() => (this.isBusy() ? this.standing.value() : undefined));
  /** The workshop is empty, and one may be chosen. */
  readonly isPossible = computed(() => this.mayDecide() && !this.isThere() && !!this.standing.value()?.isEmpty);
  /** One is offered: nobody has chosen to begin without. */
  readonly isOffered = computed(() => this.isPossible() && (!this.now() || !!this.now()?.refusal));
  /** Why the last one was not loaded or removed. */
  readonly refusal = computed(() => this.now()?.refusal?.detail);

  async choose(trade: Trade): Promise<void> {
    await this.act(() => this.api.invoke(chooseDemo, { body: { trade, language: this.i18n.language() } }));
  }

  async decline(): Promise<void> {
    await this.act(() => this.api.invoke(chooseDemo, { body: { language: this.i18n.language() } }));
  }

  async keep(locksPeople: boolean): Promise<void> {
    await this.act(() => this.api.invoke(keepDemo, { body: { locksPeople } }));
  }

  async remove(): Promise<void> {
    await this.act(() => this.api.invoke(removeDemo));
  }

  /** It is still open what becomes of a demo: what is kept, is one no more. */
  private isOpen(): boolean {
    return this.now()?.state !== 'kept';
  }

  private async act(ask: () => Promise<WorkshopBody>): Promise<void> {
    this.isActing.set(true);
    try {
      this.workshop.put(await ask());
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isActing.set(false);
    }
  }

  /** Asks again as long as there is work, and for the workshop once it is over. */
  private watched(standing: DemoStanding): DemoStanding {
    clearTimeout(this.watching);
    if (!this.isBusy()) return standing;
    this.watching = setTimeout(() => {
      if (standing.step) this.standing.reload();
      else
        void this.workshop.load().then(
          () => this.standing.reload(),
          () => this.standing.reload(),
        );
    }, ASKING);
    return standing;
  }
}
