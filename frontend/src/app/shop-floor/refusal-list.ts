import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PartDesk } from './part-desk';
import { RefusalNote } from './refusal-note';

/** What the server did not take of parts that are not on screen, so that nothing is lost unseen. */
@Component({
  selector: 'app-refusal-list',
  imports: [RefusalNote, TranslocoPipe],
  template: `
    @for (refusal of others(); track refusal.fact.key) {
      <section>
        <h2>{{ refusal.fact.title ?? ('queue.somePart' | transloco) }}</h2>
        <app-refusal-note
          [refusal]="refusal"
          (retried)="desk.retry(refusal)"
          (dismissed)="desk.dismiss(refusal.fact.partId)"
        />
      </section>
    }
  `,
  styles: `
    section {
      display: grid;
      gap: 4px;
      margin-bottom: 12px;
    }
  `,
})
export class RefusalList {
  protected readonly desk = inject(PartDesk);
  /** Ids of the parts whose cards say it themselves. */
  readonly shown = input.required<ReadonlySet<string>>();

  protected readonly others = computed(() =>
    [...this.desk.refusals().values()].filter(({ fact }) => !this.shown().has(fact.partId)),
  );
}
