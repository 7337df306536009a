import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Client } from '@verstak/api';
import { ContactList } from '../../entities/contacts/contact-list';
import { DayPipe, MoneyPipe } from '../../ui/pipes/format-pipes';
import { telOf } from '../../ui/pipes/tel';

/** How to reach a client, what they owe, and whom to talk to there. What the role may not read is not there. */
@Component({
  selector: 'app-client-details',
  imports: [ContactList, DayPipe, MatIcon, MoneyPipe, TranslocoPipe],
  templateUrl: './client-details.html',
  styleUrls: ['../../ui/details/details.scss', '../../ui/details/note.scss'],
})
export class ClientDetails {
  protected readonly abs = Math.abs;
  protected readonly telOf = telOf;
  readonly client = input.required<Client>();

  /** The person behind a company's name. */
  protected readonly person = computed(() => {
    const { company, lastName, firstName, middleName } = this.client();
    return company ? [lastName, firstName, middleName].filter(Boolean).join(' ') : '';
  });
}
