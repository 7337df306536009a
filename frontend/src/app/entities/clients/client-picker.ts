import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Client } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { EntityField } from '../../ui/fields/entity-field';
import { draftNamed } from './client-draft';
import { ClientFinder, optionOf } from './client-finder';

/** Chooses the client of something by a part of the name, or adds one on the way; the field holds the client's id. */
@Component({
  selector: 'app-client-picker',
  imports: [EntityField, FormField, MatButton, MatIcon, TranslocoPipe],
  template: `
    <ui-entity-field
      [label]="'clients.one' | transloco"
      [search]="clients.search"
      [initial]="chosen()"
      [add]="mayAdd() ? add : undefined"
      [formField]="field()"
    />
    @if (mayAdd()) {
      <button mat-stroked-button type="button" (click)="add()">
        <mat-icon svgIcon="add" />{{ 'clients.new' | transloco }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    ui-entity-field {
      flex: 1 1 220px;
    }
    button {
      height: 44px;
    }
  `,
})
export class ClientPicker {
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);
  protected readonly clients = inject(ClientFinder);

  readonly field = input.required<FieldTree<string>>();
  protected readonly mayAdd = computed(() => this.session.can('clients:write'));

  /** The client as a choice; the former one until the next is read, so that the name does not blink. */
  private readonly found = liveResource({
    params: () => this.field()().value() || undefined,
    load: (id) => this.clients.option(id),
    keeps: () => true,
  });
  protected readonly chosen = this.found.value;

  /** Adds a client, begun with what was typed to find one. */
  protected readonly add = async (words = ''): Promise<void> => {
    const { ClientDialog } = await import('./client-dialog');
    const client = await this.dialogs.open<Client>(ClientDialog, { data: draftNamed(words), width: '760px' });
    if (!client) return;
    const field = this.field()();
    field.value.set(client.id);
    this.found.put(optionOf(client));
    field.markAsDirty();
  };
}
