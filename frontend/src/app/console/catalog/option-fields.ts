import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { Member } from '../../ui/forms/member';
import { OrderedMembers } from '../../ui/forms/ordered-members';
import { ChoiceFields } from './choice-fields';
import { BLANK_CHOICE, BLANK_OPTION, type OptionDraft } from './product-draft';

/** The options of a product, in their order, each with its choices. */
@Component({
  selector: 'app-option-fields',
  imports: [
    CdkDrag,
    CdkDropList,
    ChoiceFields,
    FormField,
    MatButton,
    MatCheckbox,
    MatIcon,
    Member,
    SelectField,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './option-fields.html',
  styleUrls: ['../../ui/forms/ordered-members.scss', './option-fields.scss'],
})
export class OptionFields extends OrderedMembers<OptionDraft> {
  /** The stages of the product's route. */
  readonly stages = input.required<readonly Option[]>();
  protected readonly of = 'option';
  protected readonly words = 'catalog.option.';

  protected blank(): OptionDraft {
    return { ...BLANK_OPTION, choices: [{ ...BLANK_CHOICE }] };
  }
}
