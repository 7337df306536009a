import { Component, inject, signal } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Offer, OffersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { EntityPicker } from '../../ui/fields/entity-picker';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { StockFinder } from '../stock/stock-finder';
import { type OfferDraft, offerChangeOf, offerDraftOf, offerRules } from './offer-draft';

/** Which offer is changed, or for which supplier one is added; somebody at a desk adds own ones. */
export interface OfferTask {
  offer?: Offer;
  supplierId?: string;
}

/** Adds or changes what a supplier sells; closes with it. */
@Component({
  selector: 'app-offer-dialog',
  imports: [EntityPicker, FormDialog, FormField, MoneyField, NumberField, TextField, TranslocoPipe],
  templateUrl: './offer-dialog.html',
  styles: `
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
      gap: 16px;
    }
    .whole {
      grid-column: 1 / -1;
    }
  `,
})
export class OfferDialog {
  private readonly api = inject(OffersService);
  private readonly dialog = inject<MatDialogRef<OfferDialog, Offer>>(MatDialogRef);
  private readonly access = inject(Session);
  protected readonly stock = inject(StockFinder);
  protected readonly task = inject<OfferTask>(MAT_DIALOG_DATA);
  /** What it is in the workshop is for its people to say. */
  protected readonly mayLink = this.access.can('suppliers:write') && this.access.can('stock:read');

  private readonly before = offerDraftOf(inject(I18n).t('offers.piece'), this.task.offer);
  protected readonly session = formSession(signal<OfferDraft>(this.before), {
    rules: offerRules,
    save: async (typed) => this.dialog.close(await this.send(typed)),
    first: (form) => form.name,
    isModal: true,
  });

  private send(typed: OfferDraft): Promise<Offer> {
    const { offer, supplierId } = this.task;
    const { version: _version, ...change } = offerChangeOf(this.before, typed);
    if (offer) return this.api.changeOffer({ id: offer.id, body: { ...change, version: offer.version } });
    const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
    const [name, unit] = [typed.name.trim(), typed.unit.trim()];
    return this.api.createOffer({ body: { ...said, name, unit, ...(supplierId && { supplierId }) } });
  }
}
