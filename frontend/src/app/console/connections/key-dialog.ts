import { Component, computed, inject, signal } from '@angular/core';
import { FormField, maxLength, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ApiKey, ApiKeysService, type KeyScope, type NewApiKey } from '@verstak/api';
import { KEY_DAYS, MAX_KEY_NAME } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { ScopesField } from './scopes-field';

/** For how many days keys are offered. */
const TERMS = [30, 90, 180, KEY_DAYS, 730] as const;
const FOREVER = 'forever';
const KEEP = 'keep';

/** What the dialog is for: `key` absent makes one. */
export interface KeyTask {
  key?: ApiKey;
}

/** Makes a key, or changes what it is called, what it may do and how long; closes with the key as it is stored. */
@Component({
  selector: 'app-key-dialog',
  imports: [FormDialog, FormField, ScopesField, SelectField, TextField, TranslocoPipe],
  templateUrl: './key-dialog.html',
})
export class KeyDialog {
  private readonly api = inject(ApiKeysService);
  private readonly dialog = inject<MatDialogRef<KeyDialog, ApiKey | NewApiKey>>(MatDialogRef);
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  protected readonly key = inject<KeyTask>(MAT_DIALOG_DATA).key;

  protected readonly terms = [
    ...(this.key ? [{ value: KEEP, label: this.i18n.t('connections.keys.keepTerm', { until: this.untilNow() }) }] : []),
    ...TERMS.map((days) => ({ value: String(days), label: this.i18n.t(`connections.keys.days.${days}`) })),
    { value: FOREVER, label: this.i18n.t('connections.keys.forever') },
  ];
  protected readonly session = formSession(
    signal({
      name: this.key?.name ?? '',
      term: this.key ? KEEP : String(KEY_DAYS),
      scopes: [...(this.key?.scopes ?? [])],
    }),
    {
      rules: (path) => {
        validate(path.name, ({ value }) => (value().trim() ? null : { kind: 'required' }));
        maxLength(path.name, MAX_KEY_NAME);
        validate(path.scopes, ({ value }) => (value().length ? null : { kind: 'scopes' }));
      },
      save: async ({ name, term, scopes }) => this.dialog.close(await this.store(name.trim(), term, scopes)),
      first: (form) => form.name,
      isModal: true,
    },
  );

  protected readonly isEndless = computed(() => this.session.form.term().value() === FOREVER);

  private untilNow(): string {
    const end = this.key?.expiresAt;
    const words = 'connections.keys.';
    return end ? this.i18n.t(`${words}until`, { day: this.formats.day(end) }) : this.i18n.t(`${words}endless`);
  }

  private store(name: string, term: string, scopes: KeyScope[]): Promise<ApiKey> {
    const expiresInDays = term === FOREVER ? null : Number(term);
    if (!this.key) return this.api.createApiKey({ body: { name, scopes, expiresInDays } });
    const { id, version } = this.key;
    const end = term === KEEP ? {} : { expiresInDays };
    return this.api.changeApiKey({ id, body: { version, name, scopes, ...end } });
  }
}
