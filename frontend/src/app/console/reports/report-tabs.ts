import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Right } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { byFilter } from './report-period';

/** A report: who may see it, and where. */
interface ReportPage {
  key: 'sales' | 'floor';
  link: string;
  needs: Right;
}

export const REPORT_PAGES = [
  { key: 'sales', link: '/reports', needs: ['read', 'Sales'] },
  { key: 'floor', link: '/reports/floor', needs: ['read', 'Floor'] },
] as const satisfies readonly ReportPage[];

/** What one report alone is narrowed by; the period goes along to the other. */
const OWN = { ...byFilter(() => null), routeId: null, step: null };

/** Leads from one report to the others, for whoever may see several. */
@Component({
  selector: 'app-report-tabs',
  imports: [TranslocoPipe, ViewTabs],
  template: `
    @if (tabs().length > 1) {
      <ui-view-tabs [tabs]="tabs()" [label]="'reports.place' | transloco" />
    }
  `,
})
export class ReportTabs {
  private readonly session = inject(Session);
  readonly current = input.required<ReportPage['key']>();

  protected readonly tabs = computed(() =>
    REPORT_PAGES.filter(({ needs }) => this.session.may(needs)).map(({ key, link }) => ({
      key,
      link,
      label: `reports.tab.${key}`,
      params: OWN,
      isCurrent: key === this.current(),
    })),
  );
}
