import { Component, computed, effect, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OfferChange, type OfferListItem, OffersService, SuppliersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { MoneyCell, NumberCell } from '../../ui/fields/figure-cells';
import { FieldErrorText } from '../../ui/fields/field-error-text';
import { filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { EditedRows } from '../../ui/list/edited-rows';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { AgoPipe, MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { EditBar } from '../../ui/table/edit-bar';
import { stepAlongColumn } from '../../ui/table/step-along-column';
import { Archiving } from '../archiving';
import { offersPath } from '../imports/import-areas';
import type { OfferTask } from './offer-dialog';
import {
  type OfferRowDraft,
  offerRowBack,
  offerRowChange,
  offerRowOf,
  offerRowRebase,
  offerRowRules,
} from './offer-draft';
import { OfferExport } from './offer-export';
import { OFFER_FILTERS, queryOf } from './offer-query';

/**
 * What a supplier sells, with prices and stock to be edited in the table: for the supplier at the own desk, and for the
 * workshop, which also says what it is in its stock.
 */
@Component({
  selector: 'app-offer-sheet',
  imports: [
    AgoPipe,
    Cell,
    DataTable,
    EditBar,
    ExportMenu,
    FilterBar,
    FormField,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MoneyCell,
    MoneyPipe,
    NumberCell,
    PageHeader,
    QuantityPipe,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './offer-sheet.html',
  styleUrls: ['../../ui/table/typed-table.scss', './offer-sheet.scss'],
  host: { '(keydown)': 'step($event)' },
})
export class OfferSheet implements Unsaved {
  private readonly api = inject(OffersService);
  private readonly suppliers = inject(SuppliersService);
  private readonly access = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly archiving = inject(Archiving);
  private readonly offerFiles = inject(OfferExport);
  protected readonly faultOf = inject(FieldErrorText).ofTouched;
  private readonly i18n = inject(I18n);

  /** Whose offers they are, from the address; absent at the own desk. */
  readonly supplierId = input<string>();

  private readonly supplier = liveResource({
    params: () => this.supplierId(),
    load: (id) => this.suppliers.getSupplier({ id }),
    live: ['Supplier'],
    hears: ({ id }) => id === this.supplierId(),
  });
  protected readonly heading = computed(() => {
    if (!this.supplierId()) return this.i18n.t('offers.own');
    return this.i18n.t('offers.of', { name: this.supplier.value()?.name ?? '' });
  });
  protected readonly back = computed(() => this.supplierId() && `/suppliers/${this.supplierId()}`);
  protected readonly importing = computed(() => `${offersPath(this.supplierId())}/import`);
  protected readonly mayWrite = computed(() => this.access.can('suppliers:write') || this.access.can('supply:desk'));

  protected readonly filters = OFFER_FILTERS;
  protected readonly list = entityList<OfferListItem>({
    sort: 'name',
    filters: filterKeys(OFFER_FILTERS),
    of: () => this.supplierId() ?? '',
    load: (view) =>
      this.api.listOffers({ page: view.page, pageSize: view.pageSize, ...queryOf(view), ...this.whose() }),
    live: ['Offer'],
  });
  protected readonly files = computed(() => this.offerFiles.of({ ...queryOf(this.list.view()), ...this.whose() }));
  protected readonly columns: readonly Column<OfferListItem>[] = [
    { key: 'name', header: 'offers.field.name', isSortable: true, card: 'title', type: 'template' },
    { key: 'price', header: 'offers.field.price', isSortable: true, type: 'template', align: 'end', width: '150px' },
    {
      key: 'inStock',
      header: 'offers.field.inStock',
      isSortable: true,
      type: 'template',
      align: 'end',
      width: '128px',
    },
    { key: 'unit', header: 'offers.field.unit', width: '72px' },
    {
      key: 'leadDays',
      header: 'offers.field.leadDays',
      isSortable: true,
      type: 'template',
      align: 'end',
      width: '112px',
    },
    {
      key: 'stockItemName',
      header: 'offers.field.stockItemId',
      isSortable: true,
      type: 'template',
      permission: 'suppliers:read',
    },
    { key: 'checkedAt', header: 'offers.field.checkedAt', isSortable: true, type: 'template', width: '120px' },
    { key: 'acts', header: 'offers.acts', type: 'template', card: 'end', width: '96px' },
  ];
  protected readonly rows = new EditedRows<OfferListItem, OfferRowDraft, OfferChange>({
    list: () => this.list,
    rules: offerRowRules,
    draftOf: offerRowOf,
    isEdited: (offer, draft) => Object.keys(offerRowChange(offer, draft)).length > 0,
    changeOf: offerRowChange,
    backOf: offerRowBack,
    rebase: offerRowRebase,
    read: (id) => this.api.getOffer({ id }),
    change: (id, body) => this.api.changeOffer({ id, body }),
  });
  protected readonly nameOf = ({ name }: OfferListItem): string => name;
  protected readonly step = stepAlongColumn;

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      if (this.supplier.value()) title.say(this.heading());
    });
    const run = (): void => void this.add();
    useShortcuts([{ keys: 'KeyN', label: 'offers.new', icon: 'add', run, when: () => this.mayWrite() }]);
  }

  hasUnsaved(): boolean {
    return this.rows.hasUnsaved();
  }

  giveUp(): void {
    this.rows.giveUp();
  }

  protected async add(): Promise<void> {
    const supplierId = this.supplierId();
    const offer = await this.ask(supplierId ? { supplierId } : {});
    if (offer) this.toasts.say('offers.added', { name: offer.name });
  }

  protected async edit({ id }: OfferListItem): Promise<void> {
    try {
      await this.ask({ offer: await this.api.getOffer({ id }) });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** Price and stock are said once more, as they are. */
  protected async confirm(offer: OfferListItem): Promise<void> {
    const { id, name, price = null, inStock = null } = offer;
    try {
      await this.api.changeOffer({ id, body: { price, inStock } });
      this.list.reload();
      this.toasts.say('offers.confirmed', { name });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected archive(offer: OfferListItem): void {
    const put = (id: string, isArchived: boolean): Promise<unknown> =>
      this.api.archiveOffer({ id, body: { isArchived } });
    void this.archiving.archive({ words: 'offers.', put }, offer, !offer.isArchived, () => this.list.reload());
  }

  private whose(): { supplierId?: string[] } {
    const id = this.supplierId();
    return id ? { supplierId: [id] } : {};
  }

  private async ask(data: OfferTask): Promise<{ name: string } | undefined> {
    const { OfferDialog } = await import('./offer-dialog');
    const offer = await this.dialogs.open<{ name: string }>(OfferDialog, { data, width: '560px' });
    if (offer) this.list.reload();
    return offer;
  }
}
