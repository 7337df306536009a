import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Supplier } from '@verstak/api';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { EntityOption } from '../../ui/fields/entity-field';
import { EntityPicker } from '../../ui/fields/entity-picker';
import { draftNamed } from './supplier-draft';
import { SupplierFinder, optionOf } from './supplier-finder';

/** Chooses the supplier of something, or adds one on the way; the field holds the supplier's id. */
@Component({
  selector: 'app-supplier-picker',
  imports: [EntityPicker, TranslocoPipe],
  template: `
    <ui-entity-picker
      [label]="'suppliers.one' | transloco"
      [addLabel]="'suppliers.new' | transloco"
      [field]="field()"
      [search]="suppliers.search"
      [option]="suppliers.option"
      [add]="mayAdd() ? add : undefined"
    />
  `,
})
export class SupplierPicker {
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);
  protected readonly suppliers = inject(SupplierFinder);

  readonly field = input.required<FieldTree<string>>();
  protected readonly mayAdd = computed(() => this.session.can('suppliers:write'));

  protected readonly add = async (words: string): Promise<EntityOption | undefined> => {
    const { SupplierDialog } = await import('./supplier-dialog');
    const supplier = await this.dialogs.open<Supplier>(SupplierDialog, { data: draftNamed(words), width: '760px' });
    return supplier && optionOf(supplier);
  };
}
