import { Injectable, type StreamableFile } from '@nestjs/common';
import { labelsOnPage, layoutFaults, MOST_LABELS, type FieldFault } from '@verstak/domain';
import { Config } from '../../platform/config/config.module.js';
import { requireNoTransaction } from '../../platform/database/unit.js';
import { PrintExport } from '../../platform/exports/print-export.js';
import { Invalid } from '../../platform/failure/failure.js';
import { PartsRepository } from '../parts.repository.js';
import { labelFile } from './label-file.js';
import { labelTexts } from './label-text.js';
import type { LabelPrint } from './label.dto.js';
import { PartCodes } from './part-codes.js';

/** Parts as labels to print: the code that opens each, and what people read of it. */
@Injectable()
export class PartLabels {
  constructor(
    private readonly parts: PartsRepository,
    private readonly codes: PartCodes,
    private readonly prints: PrintExport,
    private readonly config: Config,
  ) {}

  /** Each part's labels one after the other, in the order asked for; 400 where they do not fit the page. */
  async print(asked: LabelPrint): Promise<StreamableFile> {
    requireNoTransaction('Printing');
    requireFits(asked);
    const { ids, layout, first, copies, lang } = asked;
    const writing = { lang, timeZone: this.config.timeZone };
    const labels = (await this.parts.byIds(ids)).flatMap((part) => {
      const label = { address: this.codes.addressOf(part), texts: labelTexts(part, writing) };
      return Array.from({ length: copies }, () => label);
    });
    // Drawing and its fonts are not read before somebody prints.
    const { LabelPages } = await import('./label-pages.js');
    const file = labelFile(lang, labels.length);
    const pages = new LabelPages(layout, file, lang);
    await pages.draw(labels, first);
    return this.prints.printed(await pages.finish(), { file, count: labels.length });
  }
}

function requireFits({ ids, layout, first, copies }: LabelPrint): void {
  const faults: FieldFault[] = layoutFaults(layout).map(({ field, needed, page }) => {
    const [what, side] = field === 'columns' ? ['columns', 'wide'] : ['rows', 'high'];
    const message = `${layout[field]} ${what} of labels need ${rounded(needed)} mm with margin and gaps, and the page is ${rounded(page)} mm ${side}`;
    return { field: `layout.${field}`, rule: 'fitsPage', value: layout[field], message };
  });
  const places = labelsOnPage(layout);
  if (first > places)
    faults.push({
      field: 'first',
      rule: 'max',
      value: first,
      message: `must be one of the ${places} places of a page`,
    });
  const count = ids.length * copies;
  if (count > MOST_LABELS) {
    const message = `makes ${count} labels; at most ${MOST_LABELS} are printed at once: choose fewer parts or copies`;
    faults.push({ field: 'copies', rule: 'maxLabels', value: copies, message });
  }
  if (faults.length) throw Invalid(faults);
}

const rounded = (length: number): number => Math.round(length * 100) / 100;
