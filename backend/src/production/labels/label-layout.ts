import { LABEL_BOUNDS, type LabelLayout } from '@verstak/domain';
import { DecimalField, IntegerField } from '../../platform/fields/index.js';

/** A length in millimetres, to a hundredth. */
const length = (bounds: { min: number; max: number }, example: number, description: string): PropertyDecorator =>
  DecimalField({ ...bounds, places: 2, example, description: `${description}, in millimetres.` });

/** Where labels lie on a page; on a roll each is a page of its own. */
export class LabelSheet implements LabelLayout {
  @length(LABEL_BOUNDS.pageWidth, 210, 'Width of the page')
  pageWidth!: number;

  @length(LABEL_BOUNDS.pageHeight, 297, 'Height of the page')
  pageHeight!: number;

  @IntegerField({ ...LABEL_BOUNDS.columns, example: 3, description: 'Labels side by side.' })
  columns!: number;

  @IntegerField({ ...LABEL_BOUNDS.rows, example: 8, description: 'Labels one below the other.' })
  rows!: number;

  @length(LABEL_BOUNDS.left, 0, 'From the left edge to the first label')
  left!: number;

  @length(LABEL_BOUNDS.top, 0.5, 'From the upper edge to the first label')
  top!: number;

  @length(LABEL_BOUNDS.labelWidth, 70, 'Width of a label')
  labelWidth!: number;

  @length(LABEL_BOUNDS.labelHeight, 37, 'Height of a label')
  labelHeight!: number;

  @length(LABEL_BOUNDS.gapX, 0, 'Between labels side by side')
  gapX!: number;

  @length(LABEL_BOUNDS.gapY, 0, 'Between a label and the one below')
  gapY!: number;
}
