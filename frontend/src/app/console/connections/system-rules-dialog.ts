import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, type ConnectionField, ConnectionsService } from '@verstak/api';
import {
  EXCHANGED_FIELDS,
  ORDER_STATUSES,
  type ConnectionSubject,
  type ConnectionWinner,
  type ExchangedField,
  type OrderStatus,
} from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';

/** What stands for a field: whose value wins, or that it is left out. */
const RULES = ['there', 'here', 'left'] as const;

type Rule = (typeof RULES)[number];

/** Whose values stand, what is left out, and which status there is which here; closes with the connection as it is stored. */
@Component({
  selector: 'app-system-rules-dialog',
  imports: [FormDialog, FormField, SelectField, TextField, TranslocoPipe],
  templateUrl: './system-rules-dialog.html',
  styleUrl: './system-rules-dialog.scss',
})
export class SystemRulesDialog {
  private readonly api = inject(ConnectionsService);
  private readonly i18n = inject(I18n);
  private readonly dialog = inject<MatDialogRef<SystemRulesDialog, Connection>>(MatDialogRef);
  protected readonly system = inject<Connection>(MAT_DIALOG_DATA);

  protected readonly subjects = this.system.exchanges.map(({ subject }) => subject);
  protected readonly hasOrders = this.subjects.includes('orders');
  protected readonly statuses = ORDER_STATUSES;
  protected readonly winners = RULES.map((value) => ({
    value: value as string,
    label: this.i18n.t(`connections.systems.rules.${value}`),
  }));
  protected readonly session = formSession(
    signal({
      rules: Object.fromEntries(
        this.subjects.flatMap((subject) =>
          this.fieldsOf(subject).map((field) => [this.keyOf(subject, field), this.ruleOf(subject, field)]),
        ),
      ) as Record<string, string>,
      priceType: this.stored('products', 'price')?.theirs ?? '',
      statuses: Object.fromEntries(
        ORDER_STATUSES.map((ours) => [ours, this.system.statuses.find((one) => one.ours === ours)?.theirs ?? '']),
      ) as Record<OrderStatus, string>,
    }),
    {
      rules: (path) => {
        maxLength(path.priceType, 100);
        for (const status of ORDER_STATUSES) maxLength(path.statuses[status], 100);
      },
      save: async ({ rules, priceType, statuses }) => {
        const fields = this.subjects.flatMap((subject) =>
          this.fieldsOf(subject).flatMap((field) => {
            const rule = rules[this.keyOf(subject, field)] as Rule; // of the options
            return this.writtenOf(subject, field, rule, this.theirsOf(subject, field, priceType.trim()));
          }),
        );
        const told = ORDER_STATUSES.flatMap((ours) => {
          const theirs = statuses[ours].trim();
          return theirs ? [{ ours, theirs }, ...this.alsoFor(ours)] : [];
        });
        const { id, version } = this.system;
        this.dialog.close(await this.api.changeConnection({ id, body: { version, fields, statuses: told } }));
      },
      isModal: true,
    },
  );

  protected fieldsOf(subject: ConnectionSubject): readonly ExchangedField[] {
    return EXCHANGED_FIELDS[subject];
  }

  protected keyOf(subject: ConnectionSubject, field: ExchangedField): string {
    return `${subject}_${field}`;
  }

  private stored(subject: ConnectionSubject, field: ExchangedField): ConnectionField | undefined {
    return this.system.fields.find((one) => one.subject === subject && one.field === field);
  }

  /** What a field is called there: typed here of prices alone, and kept of the others. */
  private theirsOf(subject: ConnectionSubject, field: ExchangedField, priceType: string): string {
    if (subject === 'products' && field === 'price') return priceType;
    return this.stored(subject, field)?.theirs ?? '';
  }

  /** Other statuses there that stand for one of ours, beyond the one that is given. */
  private alsoFor(ours: OrderStatus): Connection['statuses'] {
    return this.system.statuses.filter((one) => one.ours === ours).slice(1);
  }

  private ruleOf(subject: ConnectionSubject, field: ExchangedField): Rule {
    const stored = this.stored(subject, field);
    return stored?.isLeftOut ? 'left' : (stored?.winner ?? 'there');
  }

  /** What of a rule is another than usual. */
  private writtenOf(subject: ConnectionSubject, field: ExchangedField, rule: Rule, theirs: string): ConnectionField[] {
    if (rule === 'there' && !theirs) return [];
    const winner: ConnectionWinner = rule === 'here' ? 'here' : 'there';
    return [{ subject, field, winner, ...(theirs && { theirs }), ...(rule === 'left' && { isLeftOut: true }) }];
  }
}
