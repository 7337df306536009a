import { Component } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { MemberActs } from '../../ui/forms/member-acts';
import { OrderedMembers } from '../../ui/forms/ordered-members';
import { BLANK_CHOICE, type ChoiceDraft } from './product-draft';

/** The choices of one option: what each is called, costs and takes. */
@Component({
  selector: 'app-choice-fields',
  imports: [FormField, MatButton, MatIcon, MemberActs, MoneyField, NumberField, TextField, TranslocoPipe],
  template: `
    <ol>
      @for (choice of members(); track choice; let index = $index; let count = $count) {
        <li class="choice">
          <ui-text-field class="name" [label]="'catalog.choice.name' | transloco" [formField]="choice.name" />
          <ui-money-field [label]="'catalog.choice.price' | transloco" [formField]="choice.price" />
          <ui-number-field [label]="'catalog.choice.minutesPerUnit' | transloco" [formField]="choice.minutesPerUnit" />
          <ui-member-acts
            class="acts"
            [index]="index"
            [count]="count"
            [fewest]="1"
            [words]="words"
            [name]="choice.name().value()"
            (shifted)="shift($event.event, index, $event.by)"
            (removed)="remove(index)"
          />
        </li>
      }
    </ol>
    <button mat-button type="button" (click)="add()">
      <mat-icon svgIcon="add" />{{ 'catalog.choice.add' | transloco }}
    </button>
  `,
  styleUrl: './choice-fields.scss',
})
export class ChoiceFields extends OrderedMembers<ChoiceDraft> {
  protected readonly of = 'choice';
  protected readonly words = 'catalog.choice.';

  protected blank(): ChoiceDraft {
    return { ...BLANK_CHOICE };
  }
}
