import { Component } from '@angular/core';
import { MoneyField } from './money-field';
import { NumberField } from './number-field';

/** A sum in a cell of an editable table: as `ui-money-field`, without its frame; the label is for screen readers. */
@Component({ selector: 'ui-money-cell', templateUrl: './figure-cell.html', styleUrl: './cell.scss' })
export class MoneyCell extends MoneyField {}

/** A number in a cell of an editable table: as `ui-number-field`, without its frame. */
@Component({ selector: 'ui-number-cell', templateUrl: './figure-cell.html', styleUrl: './cell.scss' })
export class NumberCell extends NumberField {}
