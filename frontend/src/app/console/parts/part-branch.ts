import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, type PartPage, ProductionService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { PartProgress } from '../../entities/parts/part-progress';
import { PartStatus } from '../../entities/parts/part-status';
import { nameOf } from '../../entities/parts/part-words';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** Parts that are read at a time. */
const PAGE = 100;
/** Milliseconds between two readings while others work on one part after another. */
const PAUSE = 2_000;
/** Levels that stand further in than the one above. */
const MOST_INDENTS = 6;

/** What goes into an assembly, level by level: each level is read when it is first opened. */
@Component({
  selector: 'app-part-branch',
  imports: [
    MatButton,
    MatIcon,
    MatIconButton,
    PartProgress,
    PartStatus,
    ProblemState,
    QuantityPipe,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './part-branch.html',
  styleUrl: './part-branch.scss',
  host: { '[class.inner]': 'isInner()' },
})
export class PartBranch {
  private readonly api = inject(ProductionService);

  /** The assembly. */
  readonly of = input.required<string>();
  readonly depth = input(0);
  /** Accessible name, translated. */
  readonly label = input('');

  private readonly pages = linkedSignal({ source: this.of, computation: () => 1 });
  protected readonly opened = signal<ReadonlySet<string>>(new Set());
  protected readonly isInner = computed(() => this.depth() > 0 && this.depth() <= MOST_INDENTS);
  protected readonly children = liveResource({
    params: () => ({ of: this.of(), pages: this.pages() }),
    load: ({ of, pages }) => this.read(of, pages),
    keeps: (former, wanted) => former.of === wanted.of,
    live: ['Part'],
    pause: PAUSE,
  });
  protected readonly nameOf = nameOf;

  protected toggle({ id }: Part, on = !this.opened().has(id)): void {
    const opened = new Set(this.opened());
    if (on) opened.add(id);
    else opened.delete(id);
    this.opened.set(opened);
  }

  protected more(): void {
    this.pages.update((pages) => pages + 1);
  }

  /** All the pages so far at once, so that each stays true. */
  private async read(of: string, pages: number): Promise<Pick<PartPage, 'items' | 'total'>> {
    const reading = Array.from({ length: pages }, (_, page) =>
      this.api.listParts({ parentId: [of], sort: 'number', page: page + 1, pageSize: PAGE }),
    );
    const read = await Promise.all(reading);
    return { items: read.flatMap(({ items }) => items), total: read[0]?.total ?? 0 };
  }
}
