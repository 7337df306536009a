import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Template, TemplatesService } from '@verstak/api';
import { TEMPLATE_KINDS } from '@verstak/domain';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import type { TemplatePlan } from './template-dialog';

/** The templates of documents, own ones and those that come with the product, by what documents are made of. */
@Component({
  selector: 'app-template-list',
  imports: [EmptyState, MatButton, MatIcon, PageHeader, ProblemState, RouterLink, Skeleton, StatusChip, TranslocoPipe],
  templateUrl: './template-list.html',
  styleUrl: './template-list.scss',
})
export class TemplateList {
  private readonly api = inject(TemplatesService);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.can('templates:write'));
  protected readonly isArchived = signal(false);
  protected readonly templates = liveResource({
    params: () => ({ isArchived: this.isArchived() }),
    load: (query) => this.api.listTemplates(query),
    live: ['Template'],
  });
  protected readonly groups = computed(() => {
    const all = this.templates.value() ?? [];
    return TEMPLATE_KINDS.map((kind) => ({ kind, templates: all.filter((one) => one.kind === kind) })).filter(
      ({ templates }) => templates.length,
    );
  });

  protected unknownOf({ tags }: Template): number {
    return tags.filter(({ isUnknown }) => isUnknown).length;
  }

  protected async add(): Promise<void> {
    const { TemplateDialog } = await import('./template-dialog');
    const data: TemplatePlan = {};
    const added = await this.dialogs.open<Template>(TemplateDialog, { data, width: '560px' });
    if (!added) return;
    this.toasts.say('templates.added', { name: added.name });
    await this.router.navigateByUrl(`/templates/${added.id}`);
  }
}
