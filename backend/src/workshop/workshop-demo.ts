import { DEMO_STATES, TRADES, type DemoState, type Trade } from '@verstak/domain';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import { ChoiceField, IdField, InstantField, NestedField, TextField } from '../platform/fields/index.js';

/** Why a demo was not loaded or removed. */
export class DemoRefusal {
  @TextField({ computed: true, example: 'internal' })
  code!: string;

  @TextField({ computed: true, max: 500, example: 'Try again.' })
  detail!: string;
}

/** How the workshop stands to a demo. */
export class WorkshopDemo {
  @ChoiceField(DEMO_STATES, { computed: true, name: 'DemoState', example: 'loaded' })
  state!: DemoState;

  @ChoiceField(TRADES, { optional: true, computed: true, name: 'Trade', example: 'cakes' })
  trade?: Trade;

  @ChoiceField(EXPORT_LANGUAGES, { optional: true, computed: true, description: 'What it is written in.' })
  language?: ExportLanguage;

  @IdField({ of: 'User', optional: true, computed: true, description: 'Who chose it.' })
  chosenById?: string;

  @InstantField({ optional: true, computed: true, description: 'When it was chosen.' })
  chosenAt?: Date;

  @InstantField({ optional: true, computed: true, description: 'When all of it was there.' })
  loadedAt?: Date;

  @NestedField(() => DemoRefusal, { optional: true, computed: true })
  refusal?: DemoRefusal;
}
