import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { OrdersService, ProductionService, type Template, TemplatesService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { DocumentPreview } from '../../entities/templates/document-preview';
import { nameOf } from '../../entities/parts/part-words';
import { EntityField, type EntityOption } from '../../ui/fields/entity-field';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

const MOST = 10;

/** Shows what a template makes of an order or a part that is chosen here. */
@Component({
  selector: 'app-template-try',
  imports: [DocumentPreview, EntityField, ProblemState, Skeleton, TranslocoPipe],
  template: `
    <ui-entity-field
      [label]="'templates.preview.' + template().kind | transloco"
      [search]="search()"
      [(value)]="subjectId"
    />
    @if (made.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="made.reload()" />
    } @else if (made.value(); as file) {
      <app-document-preview [file]="file" />
    } @else if (subjectId()) {
      <ui-skeleton width="100%" height="240px" />
    } @else {
      <p class="muted">{{ 'templates.preview.choose' | transloco }}</p>
    }
  `,
})
export class TemplateTry {
  private readonly api = inject(TemplatesService);
  private readonly i18n = inject(I18n);
  private readonly orders = inject(OrdersService);
  private readonly production = inject(ProductionService);
  readonly template = input.required<Template>();

  protected readonly subjectId = signal('');
  protected readonly search = computed(() => (this.template().kind === 'order' ? this.findOrders : this.findParts));
  protected readonly made = liveResource({
    params: () => {
      const { id, version } = this.template();
      return this.subjectId() ? { id, version, subjectId: this.subjectId() } : undefined;
    },
    load: ({ id, subjectId }) => this.api.makeDocument({ id, subjectId }),
  });

  private readonly findOrders = async (q: string): Promise<readonly EntityOption[]> => {
    const { items } = await this.orders.listOrders({ sort: '-number', pageSize: MOST, ...(q && { q }) });
    return items.map(({ id, number, clientName }) => ({
      id,
      label: this.i18n.t('ui.numbered', { number }),
      detail: clientName,
    }));
  };

  private readonly findParts = async (q: string): Promise<readonly EntityOption[]> => {
    const { items } = await this.production.listParts({ pageSize: MOST, ...(q && { q }) });
    return items.map((part) => ({
      id: part.id,
      label: this.i18n.t('ui.numbered', { number: part.number }),
      detail: nameOf(part),
    }));
  };
}
