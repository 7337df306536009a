import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Client } from '@verstak/api';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { EntityOption } from '../../ui/fields/entity-field';
import { EntityPicker } from '../../ui/fields/entity-picker';
import { draftNamed } from './client-draft';
import { ClientFinder, optionOf } from './client-finder';

/** Chooses the client of something, or adds one on the way; the field holds the client's id. */
@Component({
  selector: 'app-client-picker',
  imports: [EntityPicker, TranslocoPipe],
  template: `
    <ui-entity-picker
      [label]="'clients.one' | transloco"
      [addLabel]="'clients.new' | transloco"
      [field]="field()"
      [search]="clients.search"
      [option]="clients.option"
      [add]="mayAdd() ? add : undefined"
    />
  `,
})
export class ClientPicker {
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);
  protected readonly clients = inject(ClientFinder);

  readonly field = input.required<FieldTree<string>>();
  protected readonly mayAdd = computed(() => this.session.can('clients:write'));

  protected readonly add = async (words: string): Promise<EntityOption | undefined> => {
    const { ClientDialog } = await import('./client-dialog');
    const client = await this.dialogs.open<Client>(ClientDialog, { data: draftNamed(words), width: '760px' });
    return client && optionOf(client);
  };
}
