import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { StockFinder } from '../../entities/stock/stock-finder';
import { EntityField, type EntityOption } from '../../ui/fields/entity-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { Member } from '../../ui/forms/member';
import { OrderedMembers } from '../../ui/forms/ordered-members';
import { BLANK_MATERIAL, type MaterialDraft, type OptionDraft } from './product-draft';

/** What goes into a unit of the product: its bill of materials. */
@Component({
  selector: 'app-material-fields',
  imports: [
    CdkDrag,
    CdkDropList,
    EntityField,
    FormField,
    MatButton,
    MatIcon,
    Member,
    NumberField,
    SelectField,
    TranslocoPipe,
  ],
  templateUrl: './material-fields.html',
  styleUrls: ['../../ui/forms/ordered-members.scss', './option-fields.scss'],
})
export class MaterialFields extends OrderedMembers<MaterialDraft> {
  protected readonly stock = inject(StockFinder);

  /** The stages of the product's route. */
  readonly stages = input.required<readonly Option[]>();
  /** The options of the product; choices that are stored already may need materials of their own. */
  readonly options = input.required<readonly OptionDraft[]>();
  protected readonly of = 'material';
  protected readonly words = 'catalog.material.';
  protected readonly choices = computed((): readonly Option[] =>
    this.options().flatMap(({ name: option, choices }) =>
      choices.flatMap(({ id, name }) => (id ? [{ value: id, label: `${option}: ${name}` }] : [])),
    ),
  );

  protected initialOf({ stockItemId: id, name: label }: MaterialDraft): EntityOption | undefined {
    return id && label ? { id, label } : undefined;
  }

  protected blank(): MaterialDraft {
    return { ...BLANK_MATERIAL };
  }
}
