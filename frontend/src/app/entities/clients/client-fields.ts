import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { ClientsService } from '@verstak/api';
import { Session } from '../../core/session/session';
import { TextField } from '../../ui/fields/text-field';
import { ContactFields } from '../contacts/contact-fields';
import { DuplicateHint } from '../contacts/duplicate-hint';
import type { ClientDraft } from './client-draft';

/** Everything that is typed of a client, new or changed, on a page or in a dialog: who it is and how to reach them. */
@Component({
  selector: 'app-client-fields',
  imports: [ContactFields, DuplicateHint, FormField, TextField, TranslocoPipe],
  templateUrl: './client-fields.html',
  styleUrls: ['../../ui/forms/form-fields.scss', '../contacts/contacted-fields.scss'],
})
export class ClientFields {
  private readonly api = inject(ClientsService);
  private readonly session = inject(Session);

  readonly form = input.required<FieldTree<ClientDraft>>();
  /** Id of the client that is being changed: it is no duplicate of itself. */
  readonly id = input<string>();

  /** Who may not read contacts could only write over them unseen. */
  protected readonly hasContacts = computed(() => this.session.can('clients:contacts'));
  protected readonly find = (q: string, pageSize: number) => this.api.listClients({ q, pageSize });
  protected readonly draft = computed(() => this.form()().value());
  /** One name alone is that of many. */
  protected readonly person = computed(() => {
    const { lastName, firstName, middleName } = this.draft();
    return lastName.trim() && firstName.trim() ? [lastName, firstName, middleName].join(' ') : '';
  });
}
