import { Component, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { liveResource } from '../../core/live/live-resource';
import { EntityField, type EntityOption } from './entity-field';

/** Chooses a document by a part of its name, or adds one on the way; the field holds its id. */
@Component({
  selector: 'ui-entity-picker',
  imports: [EntityField, FormField, MatButton, MatIcon],
  template: `
    <ui-entity-field
      [label]="label()"
      [search]="search()"
      [initial]="chosen()"
      [add]="add() ? make : undefined"
      [formField]="field()"
    />
    @if (add()) {
      <button mat-stroked-button type="button" (click)="make()"><mat-icon svgIcon="add" />{{ addLabel() }}</button>
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
export class EntityPicker {
  readonly label = input.required<string>();
  readonly addLabel = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly search = input.required<(words: string) => Promise<readonly EntityOption[]>>();
  /** Reads one by its id. */
  readonly option = input.required<(id: string) => Promise<EntityOption>>();
  /** Adds one, begun with what was typed to find it; gives nothing where that was given up. */
  readonly add = input<(words: string) => Promise<EntityOption | undefined>>();

  /** What is chosen; the former one until the next is read, so that the name does not blink. */
  private readonly found = liveResource({
    params: () => this.field()().value() || undefined,
    load: (id) => this.option()(id),
    keeps: () => true,
  });
  protected readonly chosen = this.found.value;

  protected readonly make = async (words = ''): Promise<void> => {
    const added = await this.add()?.(words);
    if (!added) return;
    const field = this.field()();
    field.value.set(added.id);
    this.found.put(added);
    field.markAsDirty();
  };
}
