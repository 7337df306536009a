import { Component, computed, inject, resource, signal } from '@angular/core';
import { FormField, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type WebhookEndpoint, WebhooksService } from '@verstak/api';
import { MOST_SENT_AGAIN, addDays, startOfDay } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { DateField } from '../../ui/fields/date-field';
import { SelectField } from '../../ui/fields/select-field';
import { formSession } from '../../ui/forms/form-session';

/** Sends again what happened on some days, having told how much that is; closes with how much it was. */
@Component({
  selector: 'app-webhook-again-dialog',
  imports: [DateField, FormDialog, FormField, SelectField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="'connections.webhooks.again' | transloco"
      [action]="'connections.webhooks.sendAgain' | transloco"
    >
      <ui-date-field [label]="'connections.webhooks.from' | transloco" [formField]="session.form.from" />
      <ui-date-field [label]="'connections.webhooks.to' | transloco" [formField]="session.form.to" />
      <ui-select-field
        [label]="'connections.webhooks.which' | transloco"
        [options]="choices"
        [formField]="session.form.which"
      />
      <p role="status">{{ told() }}</p>
    </ui-form-dialog>
  `,
})
export class WebhookAgainDialog {
  private readonly api = inject(WebhooksService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly dialog = inject<MatDialogRef<WebhookAgainDialog, number>>(MatDialogRef);
  private readonly webhook = inject<WebhookEndpoint>(MAT_DIALOG_DATA);

  protected readonly choices = ['failed', 'all'].map((value) => ({
    value,
    label: this.i18n.t(`connections.webhooks.whichOf.${value}`),
  }));
  protected readonly session = formSession(
    signal({ from: addDays(this.workshop.today(), -1), to: this.workshop.today(), which: 'failed' }),
    {
      rules: (path) => {
        required(path.from);
        required(path.to);
        validate(path.to, ({ value, valueOf }) => (value() < valueOf(path.from) ? { kind: 'invalid' } : null));
      },
      save: async () => {
        const { from, to, isFailedOnly } = this.stretch();
        const { count } = await this.api.sendWebhooksAgain({ id: this.webhook.id, body: { from, to, isFailedOnly } });
        this.dialog.close(count);
      },
      first: (form) => form.from,
      isModal: true,
    },
  );
  /** The days as instants: those of the workshop, the last one included. */
  private readonly stretch = computed(() => {
    const { timeZone } = this.workshop.settings();
    const [from, to] = [this.session.form.from().value(), this.session.form.to().value()];
    return {
      from: from && startOfDay(from, timeZone).toISOString(),
      to: to && startOfDay(addDays(to, 1), timeZone).toISOString(),
      isFailedOnly: this.session.form.which().value() === 'failed',
    };
  });
  private readonly count = resource({
    params: () => this.stretch(),
    loader: async ({ params: { from, to, isFailedOnly } }) => {
      if (!from || !to || from >= to) return 0;
      const state: ('failed' | 'dropped' | 'delivered')[] = ['failed', 'dropped'];
      if (!isFailedOnly) state.push('delivered');
      const found = await this.api.listWebhookDeliveries({
        id: this.webhook.id,
        state,
        from,
        to,
        page: 1,
        pageSize: 1,
      });
      return found.total;
    },
  });
  protected readonly told = computed(() => {
    if (!this.count.hasValue()) return '';
    const count = this.count.value();
    const words = count > MOST_SENT_AGAIN ? 'againMost' : 'againCount';
    return this.i18n.t(`connections.webhooks.${words}`, { count, most: MOST_SENT_AGAIN });
  });
}
