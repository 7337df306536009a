import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Supplier } from '@verstak/api';
import { ContactList } from '../../entities/contacts/contact-list';
import { DayPipe } from '../../ui/pipes/format-pipes';
import { telOf } from '../../ui/pipes/tel';

/** How to reach a supplier, whom to talk to there, and how long a delivery takes. */
@Component({
  selector: 'app-supplier-details',
  imports: [ContactList, DayPipe, MatIcon, TranslocoPipe],
  templateUrl: './supplier-details.html',
  styleUrls: ['../../ui/details/details.scss', '../../ui/details/note.scss'],
})
export class SupplierDetails {
  protected readonly telOf = telOf;
  readonly supplier = input.required<Supplier>();

  /** The address of the site, which people write without what it begins with. */
  protected readonly link = computed(() => {
    const { website = '' } = this.supplier();
    return /^https?:/.test(website) ? website : `https://${website}`;
  });
}
