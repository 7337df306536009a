import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { QUESTION_KINDS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { NumberField } from '../../ui/fields/number-field';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { Member } from '../../ui/forms/member';
import { OrderedMembers } from '../../ui/forms/ordered-members';
import { BLANK_QUESTION, type QuestionDraft } from './product-draft';

/** What a buyer of the product fills in, in this order. */
@Component({
  selector: 'app-question-fields',
  imports: [
    CdkDrag,
    CdkDropList,
    FormField,
    MatButton,
    MatCheckbox,
    MatIcon,
    Member,
    NumberField,
    SelectField,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './question-fields.html',
  styleUrls: ['../../ui/forms/ordered-members.scss', './option-fields.scss'],
})
export class QuestionFields extends OrderedMembers<QuestionDraft> {
  private readonly i18n = inject(I18n);
  protected readonly of = 'question';
  protected readonly words = 'catalog.question.';
  protected readonly kinds = computed(() =>
    QUESTION_KINDS.map((value) => ({ value, label: this.i18n.t(`catalog.question.kinds.${value}`) })),
  );

  protected blank(): QuestionDraft {
    return { ...BLANK_QUESTION };
  }
}
