import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { readCode, spellCode } from '@verstak/domain';
import { liveResource } from '../core/live/live-resource';
import { Session } from '../core/session/session';
import { EmptyState } from '../ui/states/empty-state';
import { ProblemState } from '../ui/states/problem-state';
import { Skeleton } from '../ui/states/skeleton';
import { PartFinder } from './scan/part-finder';

/** Where the code on a label leads: to the part, as far as who scanned it works on it or sees its order. */
@Component({
  selector: 'app-part-by-code',
  imports: [EmptyState, MatButton, ProblemState, RouterLink, Skeleton, TranslocoPipe],
  template: `
    <h1 class="visually-hidden">{{ 'parts.byCode.title' | transloco }}</h1>
    @if (isUnknown()) {
      <ui-empty-state
        role="alert"
        icon="search"
        [heading]="'parts.byCode.missing' | transloco: { code: spelled() }"
        [text]="'parts.byCode.missingText' | transloco"
      >
        <a mat-stroked-button routerLink="/">{{ 'states.home' | transloco }}</a>
      </ui-empty-state>
    } @else if (part.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="part.reload()" />
    } @else {
      <ui-skeleton height="120px" />
    }
  `,
})
export class PartByCode {
  private readonly finder = inject(PartFinder);
  private readonly session = inject(Session);

  /** As it stands in the address. */
  readonly code = input.required<string>();
  private readonly read = computed(() => readCode(this.code()));
  protected readonly spelled = computed(() => {
    const code = this.read();
    return code ? spellCode(code) : this.code();
  });
  protected readonly part = liveResource({
    params: () => this.read(),
    load: (code) => this.finder.byCode(code),
    live: [],
  });
  protected readonly isUnknown = computed(() => !this.read() || this.part.problem()?.code === 'not_found');

  constructor() {
    const router = inject(Router);
    effect(() => {
      const part = this.part.value();
      if (part) void router.navigateByUrl(this.pageOf(part), { replaceUrl: true });
    });
  }

  private pageOf({ id, code, orderId, stagePerformerIds }: Part): string {
    const isOwn = stagePerformerIds.includes(this.session.user()?.id ?? '');
    const isForOffice = orderId && !isOwn && this.session.may(['read', 'Order']);
    if (isForOffice) return `/orders/${orderId}?tab=production`;
    return this.session.may(['work', 'Part']) ? `/scan?code=${code}` : `/parts/${id}`;
  }
}
