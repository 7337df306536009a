import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { FormField, max, min, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { ProductionService } from '@verstak/api';
import {
  isRoll,
  isSameLayout,
  LABEL_BOUNDS,
  LABEL_PRESETS,
  type LabelLayout,
  labelsOnPage,
  layoutFaults,
  MOST_COPIES,
  MOST_LABELS,
} from '@verstak/domain';
import { Formats } from '../../../core/i18n/formats';
import { I18n } from '../../../core/i18n/i18n';
import { PdfTabs } from '../../../core/platform/pdf-tabs';
import { Preferences } from '../../../core/preferences/preferences';
import { Workshop } from '../../../core/workshop/workshop';
import { NumberField } from '../../../ui/fields/number-field';
import { SelectField } from '../../../ui/fields/select-field';
import { FormDialog } from '../../../ui/dialogs/form-dialog';
import { formSession } from '../../../ui/forms/form-session';
import { SheetPicker } from './sheet-picker';

/** What the dialog of labels is opened with. */
export interface LabelTask {
  /** Parts, in the order of their labels. */
  ids: readonly string[];
}

/** A layout while it is typed. */
type TypedLayout = Record<keyof LabelLayout, number | null>;

const OWN = 'own';
const LENGTHS = Object.keys(LABEL_BOUNDS) as readonly (keyof LabelLayout)[]; // the bounds are of its fields

/** Asks what labels are printed on, from which place on and how many, shows the first page, and opens them to print. */
@Component({
  selector: 'app-label-dialog',
  imports: [FormDialog, FormField, MatIcon, NumberField, SelectField, SheetPicker, TranslocoPipe],
  templateUrl: './label-dialog.html',
  styleUrl: './label-dialog.scss',
})
export class LabelDialog {
  private readonly api = inject(ProductionService);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly preferences = inject(Preferences);
  private readonly tabs = inject(PdfTabs);
  protected readonly workshop = inject(Workshop).settings;
  private readonly ids = inject<LabelTask>(MAT_DIALOG_DATA).ids;

  protected readonly lengths = LENGTHS;
  protected readonly options = [
    ...LABEL_PRESETS.map(({ name, layout }) => ({ value: name as string, label: this.called(layout) })),
    { value: OWN, label: this.i18n.t('parts.labels.own') },
  ];
  private readonly told = signal(this.lastTime());
  protected readonly session = formSession(this.told, {
    rules: (path) => {
      required(path.copies);
      min(path.copies, 1);
      max(path.copies, MOST_COPIES);
      for (const name of LENGTHS) {
        required(path.layout[name]);
        min(path.layout[name], LABEL_BOUNDS[name].min);
        max(path.layout[name], LABEL_BOUNDS[name].max);
      }
    },
    save: () => this.print(),
    label: 'parts.labels.print',
    isModal: true,
    isKept: true,
  });
  protected readonly isOwn = computed(() => this.told().preset === OWN);
  /** What can be drawn; nothing while a length is missing or out of bounds. */
  protected readonly layout = computed(() => {
    const { preset, layout } = this.told();
    return LABEL_PRESETS.find(({ name }) => name === preset)?.layout ?? drawable(layout);
  });
  protected readonly isSheet = computed(() => {
    const layout = this.layout();
    return layout !== undefined && !isRoll(layout);
  });
  private readonly places = computed(() => labelsOnPage(this.layout() ?? { columns: 1, rows: 1 }));
  protected readonly first = linkedSignal<number, number>({
    source: this.places,
    computation: (places, former) => Math.min(former?.value ?? 1, places),
  });
  protected readonly count = computed(() => this.ids.length * (this.told().copies ?? 1));
  protected readonly pages = computed(() => Math.ceil((this.first() - 1 + this.count()) / this.places()));
  /** Why this cannot be printed, in words. */
  protected readonly fault = computed(() => {
    const [misfit] = layoutFaults(this.layout() ?? LABEL_PRESETS[0].layout);
    if (misfit) {
      const [needed, page] = [misfit.needed, misfit.page].map((length) => this.formats.number(length));
      return this.i18n.t(`parts.labels.misfit.${misfit.field}`, { needed, page });
    }
    return this.count() > MOST_LABELS ? this.i18n.t('parts.labels.tooMany', { most: MOST_LABELS }) : '';
  });

  /** An own layout begins with what was chosen before. */
  protected choose(preset: string): void {
    const chosen = LABEL_PRESETS.find(({ name }) => name === preset)?.layout;
    if (chosen) this.told.update((told) => ({ ...told, layout: { ...chosen } }));
  }

  private async print(): Promise<void> {
    const layout = this.layout();
    if (!layout || this.fault()) return;
    this.preferences.chooseLabels(layout);
    const body = { ids: [...this.ids], layout, first: this.first(), copies: this.told().copies ?? 1 };
    await this.tabs.open(() => this.api.printLabels({ body: { ...body, lang: this.i18n.language() } }));
  }

  private lastTime(): { preset: string; copies: number | null; layout: TypedLayout } {
    const layout = this.preferences.labels() ?? LABEL_PRESETS[0].layout;
    const preset = LABEL_PRESETS.find((one) => isSameLayout(one.layout, layout))?.name ?? OWN;
    return { preset, copies: 1, layout: { ...layout } };
  }

  private called(layout: LabelLayout): string {
    const [width, height] = [layout.labelWidth, layout.labelHeight].map((length) => this.formats.number(length));
    const key = isRoll(layout) ? 'parts.labels.roll' : 'parts.labels.sheet';
    return this.i18n.t(key, { count: labelsOnPage(layout), width, height });
  }
}

function drawable(typed: TypedLayout): LabelLayout | undefined {
  const isDrawable = LENGTHS.every((name) => {
    const length = typed[name];
    return length !== null && length >= LABEL_BOUNDS[name].min && length <= LABEL_BOUNDS[name].max;
  });
  return isDrawable ? (typed as LabelLayout) : undefined; // none is missing
}
