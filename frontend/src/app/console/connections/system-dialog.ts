import { Component, computed, inject, signal } from '@angular/core';
import { FormField, max, maxLength, min, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, type ConnectionCreate, ConnectionsService } from '@verstak/api';
import {
  CONNECTION_KINDS,
  CONNECTION_SUBJECTS,
  CONNECTION_WAYS,
  LEAST_CONNECTION_MINUTES,
  MOST_CONNECTION_MINUTES,
  type ConnectionDirection,
  type ConnectionKind,
  type ConnectionSubject,
} from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { NumberField } from '../../ui/fields/number-field';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';

/** The address that a kind of system has for everybody; '' where each has its own. */
const ADDRESS: Readonly<Record<ConnectionKind, string>> = {
  one_c: '',
  bitrix24: '',
  moysklad: 'https://api.moysklad.ru/api/remap/1.2',
};

/** How often a system is asked, unless told, in minutes. */
const EVERY_MINUTES = 15;

/** Sets up a connection, or changes what is exchanged; closes with it as it is stored. */
@Component({
  selector: 'app-system-dialog',
  imports: [FormDialog, FormField, NumberField, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="
        (system ? 'connections.systems.editing' : 'connections.systems.new') | transloco: { name: system?.name }
      "
      [action]="(system ? 'ui.save' : 'connections.systems.make') | transloco"
    >
      @if (!system) {
        <ui-select-field
          [label]="'connections.systems.field.kind' | transloco"
          [hint]="'connections.systems.kindHint.' + kind() | transloco"
          [options]="kinds"
          [formField]="session.form.kind"
        />
      }
      <ui-text-field
        [label]="'connections.systems.field.name' | transloco"
        [hint]="'connections.systems.nameHint' | transloco"
        [formField]="session.form.name"
      />
      @if (kind() !== 'one_c') {
        <ui-text-field
          [label]="'connections.systems.field.address' | transloco"
          [hint]="'connections.systems.addressHint.' + kind() | transloco"
          [formField]="session.form.address"
        />
      }
      @for (subject of subjects(); track subject) {
        <ui-select-field
          [label]="'connections.systems.subject.' + subject | transloco"
          [options]="waysOf(subject)"
          [emptyLabel]="'connections.systems.direction.none' | transloco"
          [formField]="session.form[subject]"
        />
      }
      @if (kind() !== 'one_c') {
        <ui-number-field
          [label]="'connections.systems.field.everyMinutes' | transloco"
          [formField]="session.form.everyMinutes"
        />
      }
    </ui-form-dialog>
  `,
})
export class SystemDialog {
  private readonly api = inject(ConnectionsService);
  private readonly i18n = inject(I18n);
  private readonly dialog = inject<MatDialogRef<SystemDialog, Connection>>(MatDialogRef);
  protected readonly system = inject<{ system?: Connection }>(MAT_DIALOG_DATA).system;

  protected readonly kinds = CONNECTION_KINDS.map((value) => ({
    value,
    label: this.i18n.t(`connections.systems.kind.${value}`),
  }));
  protected readonly session = formSession(
    signal({
      kind: (this.system?.kind ?? 'one_c') as string,
      name: this.system?.name ?? '',
      address: this.system?.address ?? '',
      everyMinutes: (this.system?.everyMinutes ?? EVERY_MINUTES) as number | null,
      products: this.directionOf('products'),
      clients: this.directionOf('clients'),
      orders: this.directionOf('orders'),
    }),
    {
      rules: (path) => {
        required(path.name);
        maxLength(path.name, 100);
        maxLength(path.address, 2_000);
        validate(path.address, ({ value }) =>
          /^(https?:\/\/\S+)?$/i.test(value().trim()) ? null : { kind: 'webAddress' },
        );
        min(path.everyMinutes, LEAST_CONNECTION_MINUTES);
        max(path.everyMinutes, MOST_CONNECTION_MINUTES);
      },
      save: async (typed) => this.dialog.close(await this.store(typed)),
      first: (form) => form.name,
      isModal: true,
    },
  );
  protected readonly kind = computed(() => this.session.form.kind().value() as ConnectionKind); // of the options
  /** What is exchanged with such a system at all. */
  protected readonly subjects = computed(() =>
    CONNECTION_SUBJECTS.filter((subject) => CONNECTION_WAYS[this.kind()][subject]),
  );

  protected waysOf(subject: ConnectionSubject): { value: string; label: string }[] {
    return (CONNECTION_WAYS[this.kind()][subject] ?? []).map((value) => ({
      value,
      label: this.i18n.t(`connections.systems.direction.${value}`),
    }));
  }

  private directionOf(subject: ConnectionSubject): string {
    return this.system?.exchanges.find((one) => one.subject === subject)?.direction ?? '';
  }

  private async store(typed: {
    name: string;
    address: string;
    everyMinutes: number | null;
    products: string;
    clients: string;
    orders: string;
  }): Promise<Connection> {
    const kind = this.kind();
    const address = typed.address.trim() || ADDRESS[kind];
    const exchanges = this.subjects().flatMap((subject) => {
      const direction = typed[subject] as ConnectionDirection | ''; // of the options
      return direction ? [{ subject, direction }] : [];
    });
    const { everyMinutes } = typed;
    const isAsked = kind !== 'one_c';
    const fields = {
      name: typed.name.trim(),
      exchanges,
      ...(isAsked && address ? { address } : {}),
      ...(isAsked && everyMinutes ? { everyMinutes } : {}),
    };
    if (this.system) {
      const { id, version } = this.system;
      return this.api.changeConnection({ id, body: { version, ...fields } });
    }
    const body: ConnectionCreate = { ...fields, kind, fields: [], statuses: [] };
    return this.api.createConnection({ body });
  }
}
