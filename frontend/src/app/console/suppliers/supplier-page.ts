import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { RequestsService, type Supplier, type SupplyRequestListItem, SuppliersService } from '@verstak/api';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { RequestTable } from '../../entities/requests/request-table';
import { entityList } from '../../ui/list/entity-list';
import { History } from '../../ui/history/history';
import { DocumentHeader } from '../../ui/page-header/document-header';
import { DocumentState } from '../../ui/states/document-state';
import { documentPage } from '../../entities/document-page';
import { OfferTable } from '../../entities/offers/offer-table';
import { SupplierDetails } from './supplier-details';
import { SupplierFeed } from './supplier-feed';
import { SupplierPeople } from './supplier-people';
import { SupplierWords } from '../../entities/suppliers/supplier-words';

/** The card of a supplier: how to reach them, how long a delivery takes, and what was changed. */
@Component({
  selector: 'app-supplier-page',
  imports: [
    DocumentHeader,
    DocumentState,
    History,
    MatButton,
    MatIcon,
    OfferTable,
    RequestTable,
    RouterLink,
    SupplierDetails,
    SupplierFeed,
    SupplierPeople,
    TranslocoPipe,
  ],
  templateUrl: './supplier-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class SupplierPage {
  private readonly api = inject(SuppliersService);
  private readonly requestsApi = inject(RequestsService);
  private readonly workshop = inject(Workshop);
  private readonly session = inject(Session);

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly maySeePeople = computed(() => this.session.can('users:read'));
  protected readonly page = documentPage<Supplier>({
    area: 'suppliers',
    entity: 'Supplier',
    write: 'suppliers:write',
    id: this.id,
    read: (id) => this.api.getSupplier({ id }),
    journal: (id, page) => this.api.getSupplierHistory({ id, ...page }),
    words: inject(SupplierWords),
    put: (id, isArchived) => this.api.archiveSupplier({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteSupplier({ id }),
    inUse: { code: 'supplier.in_use', words: 'suppliers.inUse.' },
  });
  protected readonly mayRequest = computed(() => this.session.can('requests:write'));
  protected readonly mayReadRequests = computed(() => this.session.can('requests:read'));
  protected readonly today = computed(() => this.workshop.today());
  protected readonly requests = entityList<SupplyRequestListItem>({
    key: 'requests',
    of: () => this.id(),
    sort: '-number',
    isShown: () => this.mayReadRequests(),
    load: ({ page, pageSize, sort }) =>
      this.requestsApi.listRequests({ page, pageSize, sort, supplierId: [this.id()] }),
    live: ['SupplyRequest'],
  });
}
