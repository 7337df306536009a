import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Workload, progressOf } from '@verstak/domain';
import { SharePipe } from '../../ui/pipes/format-pipes';
import { ShareBar } from '../../ui/share-bar/share-bar';

/** How far a part is with everything that goes into it: the share of planned time that is earned. */
@Component({
  selector: 'app-part-progress',
  imports: [SharePipe, ShareBar, TranslocoPipe],
  template: `
    @let words = share() | share;
    <ui-share-bar [share]="share()" [label]="'parts.progressIs' | transloco: { share: words }" [words]="words" />
  `,
})
export class PartProgress {
  readonly part = input.required<Workload>();

  /** In whole percent, rounded down: what is not all done never says so. */
  protected readonly share = computed(() => Math.floor(progressOf(this.part()) * 100) / 100);
}
