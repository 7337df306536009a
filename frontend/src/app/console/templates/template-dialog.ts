import { Component, computed, inject, signal } from '@angular/core';
import { FormField, max, maxLength, min, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Template, TemplatesService } from '@verstak/api';
import { TEMPLATE_KINDS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { NumberField } from '../../ui/fields/number-field';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { FileChoice } from './file-choice';
import { TemplateUpload } from './template-upload';

/** What the dialog is for: one of these is changed or copied; without both a file is sent as a new one. */
export interface TemplatePlan {
  changed?: Template;
  copied?: Template;
}

const LANGUAGES = ['ru', 'en'] as const;

/** Says what a template is called and how it writes; closes with the template as it is stored. */
@Component({
  selector: 'app-template-dialog',
  imports: [FileChoice, FormDialog, FormField, NumberField, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="heading | transloco"
      [action]="action | transloco"
      [isReady]="!isNew || !!file()"
    >
      @if (isNew) {
        <div class="file">
          <app-file-choice [label]="'templates.choose' | transloco" (chosen)="take($event)" />
          @if (file(); as chosen) {
            <span>{{ 'templates.chosen' | transloco: { name: chosen.name } }}</span>
          }
        </div>
      }
      <ui-text-field [label]="'templates.field.name' | transloco" [formField]="session.form.name" />
      @if (isNew) {
        <ui-select-field
          [label]="'templates.field.kind' | transloco"
          [options]="kinds()"
          [formField]="session.form.kind"
        />
      }
      @if (!plan.copied) {
        <ui-select-field
          [label]="'templates.field.lang' | transloco"
          [options]="languages()"
          [formField]="session.form.lang"
        />
      }
      @if (plan.changed) {
        <ui-number-field [label]="'templates.field.validDays' | transloco" [formField]="session.form.validDays" />
        <ui-text-field [label]="'templates.field.note' | transloco" [formField]="session.form.note" />
      }
    </ui-form-dialog>
  `,
  styles: `
    .file {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      overflow-wrap: anywhere;
    }
  `,
})
export class TemplateDialog {
  private readonly api = inject(TemplatesService);
  private readonly i18n = inject(I18n);
  private readonly upload = inject(TemplateUpload);
  private readonly dialog = inject<MatDialogRef<TemplateDialog, Template>>(MatDialogRef);
  protected readonly plan = inject<TemplatePlan>(MAT_DIALOG_DATA);

  protected readonly isNew = !this.plan.changed && !this.plan.copied;
  protected readonly heading = this.plan.changed
    ? 'templates.editing'
    : this.plan.copied
      ? 'templates.copying'
      : 'templates.uploading';
  protected readonly action = this.plan.changed
    ? 'ui.save'
    : this.plan.copied
      ? 'templates.copy'
      : 'templates.uploadAction';
  protected readonly file = signal<File | undefined>(undefined);
  protected readonly kinds = computed(() =>
    TEMPLATE_KINDS.map((value) => ({ value, label: this.i18n.t(`templates.kind.${value}`) })),
  );
  protected readonly languages = computed(() =>
    LANGUAGES.map((value) => ({ value, label: this.i18n.t(`templates.language.${value}`) })),
  );
  protected readonly session = formSession(signal(this.before()), {
    rules: (path) => {
      validate(path.name, ({ value }) => (value().trim() ? null : { kind: 'required' }));
      maxLength(path.name, 120);
      min(path.validDays, 1);
      max(path.validDays, 365);
    },
    save: async (typed) => this.dialog.close(await this.store(typed)),
    first: (form) => form.name,
    isModal: true,
  });

  protected take(file: File): void {
    this.file.set(file);
    const { name } = this.session.form;
    if (!name().value()) name().value.set(file.name.replace(/\.do[ct]x$/i, '').slice(0, 120));
  }

  private before(): { name: string; kind: string; lang: string; note: string; validDays: number | null } {
    const { changed, copied } = this.plan;
    const {
      name = '',
      kind = 'order',
      lang = this.i18n.language(),
      note = '',
      validDays = null,
    } = changed ?? copied ?? {};
    return { name: copied ? this.i18n.t('templates.copyName', { name }) : name, kind, lang, note, validDays };
  }

  private store({ name, kind, lang, note, validDays }: ReturnType<TemplateDialog['before']>): Promise<Template> {
    const { changed, copied } = this.plan;
    const own = name.trim();
    if (copied) return this.api.copyTemplate({ id: copied.id, body: { name: own } });
    if (changed) {
      const { id, version } = changed;
      const body = { version, name: own, lang: lang as Template['lang'], note: note.trim() || null, validDays };
      return this.api.changeTemplate({ id, body: body as never }); // `null` clears
    }
    return this.upload.add(this.file() as File, { name: own, kind, lang }); // the action waits for it
  }
}
