import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type FoundTag, type Template, TemplatesService } from '@verstak/api';
import { type Permission, TEMPLATE_READERS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Downloads } from '../../core/platform/downloads';
import { PageTitle } from '../../core/platform/page-title';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { TemplateWords } from '../../entities/templates/template-words';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { PageHeader } from '../../ui/page-header/page-header';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { DocumentState } from '../../ui/states/document-state';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { FileChoice } from './file-choice';
import { TagList } from './tag-list';
import type { TemplatePlan } from './template-dialog';
import { TemplateTablePanel } from './template-table';
import { TemplateTry } from './template-try';
import { TemplateUpload } from './template-upload';

/** A template: its tags and what they stand for, its files, and what it makes of something real. */
@Component({
  selector: 'app-template-page',
  imports: [
    DocumentState,
    FileChoice,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MomentPipe,
    PageHeader,
    StatusChip,
    TagList,
    TemplateTablePanel,
    TemplateTry,
    TranslocoPipe,
  ],
  templateUrl: './template-page.html',
  styleUrls: ['../../ui/page-columns/page-columns.scss', './template-page.scss'],
})
export class TemplatePage {
  private readonly api = inject(TemplatesService);
  private readonly dialogs = inject(Dialogs);
  private readonly downloads = inject(Downloads);
  private readonly i18n = inject(I18n);
  private readonly roles = inject(RoleWords);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly upload = inject(TemplateUpload);
  private readonly words = inject(TemplateWords);

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly template = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getTemplate({ id }),
    live: ['Template'],
    hears: ({ id }) => id === this.id(),
  });
  private readonly tags = liveResource({
    params: () => this.template.value()?.kind,
    load: (kind) => this.words.tagsOf(kind),
  });
  protected readonly mayWrite = computed(() => this.session.can('templates:write'));
  protected readonly mayChange = computed(() => this.mayWrite() && !this.template.value()?.isShipped);
  protected readonly mayTry = computed(() => {
    const template = this.template.value();
    return !!template && !template.isArchived && this.session.can(TEMPLATE_READERS[template.kind]);
  });
  /** The latest first. */
  protected readonly versions = computed(() => [...(this.template.value()?.versions ?? [])].reverse());

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const template = this.template.value();
      if (template) title.say(template.name);
    });
  }

  protected written({ name, isList }: FoundTag): string {
    return isList ? `{#${name}}` : `{${name}}`;
  }

  /** What a tag stands for; of one that means several things in several lists, all. */
  protected meaningOf({ name }: FoundTag): string {
    const isHeading = this.template.value()?.table?.headings.some(({ text }) => text === name);
    if (isHeading) return this.i18n.t('templates.table.title');
    const named = (this.tags.value() ?? []).filter((tag) => tag.name === name);
    return [...new Set(named.map((tag) => this.words.meaningOf(tag)))].join('; ');
  }

  /** The permission without which a tag is left empty, in words. */
  protected neededFor({ name }: FoundTag): string {
    const needed = (this.tags.value() ?? []).find((tag) => tag.name === name)?.readBy;
    return needed ? this.i18n.t(this.roles.keyOf(needed as Permission)) : '';
  }

  protected async download(template: Template, revision: number, fileName: string): Promise<void> {
    try {
      this.downloads.save(await this.api.getTemplateFile({ id: template.id, revision }), fileName);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected take(stored: Template): void {
    this.template.put(stored);
  }

  protected async replace({ id, name }: Template, file: File): Promise<void> {
    try {
      this.template.put(await this.upload.replace(id, file));
      this.toasts.say('templates.replaced', { name });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected async edit(changed: Template): Promise<void> {
    const stored = await this.ask({ changed });
    if (stored) this.template.put(stored);
  }

  protected async copy(copied: Template): Promise<void> {
    const stored = await this.ask({ copied });
    if (!stored) return;
    this.toasts.say('templates.added', { name: stored.name });
    await this.router.navigateByUrl(`/templates/${stored.id}`);
  }

  protected async archive({ id, name, isArchived }: Template): Promise<void> {
    try {
      this.template.put(await this.api.archiveTemplate({ id, body: { isArchived: !isArchived } }));
      this.toasts.say(isArchived ? 'templates.restored' : 'templates.archived', { name });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected async delete({ id, name }: Template): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'templates.delete.title',
      text: 'templates.delete.text',
      action: 'templates.delete.action',
      params: { name },
      isDestructive: true,
    });
    if (!isAgreed) return;
    try {
      await this.api.deleteTemplate({ id });
      this.toasts.say('templates.deleted', { name });
      await this.router.navigateByUrl('/templates');
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async ask(data: TemplatePlan): Promise<Template | undefined> {
    const { TemplateDialog } = await import('./template-dialog');
    return this.dialogs.open<Template>(TemplateDialog, { data, width: '560px' });
  }
}
