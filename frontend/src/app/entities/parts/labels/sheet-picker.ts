import { Component, computed, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type LabelLayout, labelPlaces, labelsOnPage } from '@verstak/domain';

/** A first page of labels to scale, on which one chooses where printing begins; what will be printed is filled. */
@Component({
  selector: 'app-sheet-picker',
  imports: [TranslocoPipe],
  templateUrl: './sheet-picker.html',
  styleUrl: './sheet-picker.scss',
})
export class SheetPicker {
  readonly layout = input.required<LabelLayout>();
  /** Labels to print. */
  readonly count = input.required<number>();
  /** The place of the first one, from 1. */
  readonly first = model.required<number>();

  /** In shares of the page. */
  protected readonly places = computed(() => {
    const layout = this.layout();
    const { pageWidth, pageHeight, labelWidth, labelHeight } = layout;
    return labelPlaces(layout, 1, labelsOnPage(layout)).map(({ x, y }, index) => ({
      place: index + 1,
      left: (100 * x) / pageWidth,
      top: (100 * y) / pageHeight,
      width: (100 * labelWidth) / pageWidth,
      height: (100 * labelHeight) / pageHeight,
      isFilled: index + 1 >= this.first() && index + 1 < this.first() + this.count(),
    }));
  });
}
