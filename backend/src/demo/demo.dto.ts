import { DEMO_STEPS, SUBJECTS, TRADES, type DemoStep, type Trade } from '@verstak/domain';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  IntegerField,
  ListField,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { User } from '../users/user.js';

/** The demo that a workshop is to have. */
export class DemoChoice {
  @ChoiceField(TRADES, { optional: true, name: 'Trade', example: 'cakes', description: 'Left out to begin empty.' })
  trade?: Trade;

  @ChoiceField(EXPORT_LANGUAGES, { description: 'What it is written in.' })
  language!: ExportLanguage;
}

/** How the work on a demo stands, and whether one may be chosen. */
export class DemoStanding {
  @BooleanField({ example: true, description: 'The workshop has no work of its own: a demo may be chosen.' })
  isEmpty!: boolean;

  @ChoiceField(DEMO_STEPS, { optional: true, name: 'DemoStep', example: 'catalog', description: 'What goes on.' })
  step?: DemoStep;

  @IntegerField({ optional: true, max: 100, example: 40, description: 'Of what goes on.' })
  percent?: number;
}

/** What becomes of the people of a demo that is kept. */
export class DemoKeeping {
  @BooleanField({ example: true, description: 'They can no longer sign in.' })
  locksPeople!: boolean;
}

/** So many documents of a kind. */
export class DemoCount {
  @ChoiceField(SUBJECTS, { name: 'Subject', example: 'Order' })
  kind!: string;

  @IntegerField({ min: 1, example: 28 })
  count!: number;
}

/** A document of the demo that stays, because one's own refers to it. */
export class DemoStaying {
  @ChoiceField(SUBJECTS, { name: 'Subject', example: 'Client' })
  kind!: string;

  @IdField()
  id!: string;

  @IntegerField({ optional: true, example: 3 })
  number?: number;

  @TextField({ optional: true, example: 'Кофейня «Полдень»' })
  name?: string;

  @ChoiceField(SUBJECTS, { name: 'Subject', example: 'Order', description: 'What it stays for.' })
  becauseKind!: string;

  @IntegerField({ optional: true, example: 29 })
  becauseNumber?: number;

  @TextField({ optional: true })
  becauseName?: string;
}

/** What would go with a demo, and what would stay. */
export class DemoRemovalPreview {
  @ListField(() => DemoCount)
  going!: DemoCount[];

  @ListField(() => DemoStaying, { max: 200, description: 'The first 200.' })
  staying!: DemoStaying[];

  @IntegerField({ example: 2, description: 'How many stay.' })
  stayingTotal!: number;
}

/** Somebody of a demo, to sign in as. */
export class DemoPerson extends Pick(User, ['name', 'login', 'roleKey', 'isActive']) {
  @IdField()
  id!: string;
}

/** The password of all people of a demo; it is told this once. */
export class DemoPassword {
  @TextField({ kind: 'secret', example: 'k7mp-x2na-9fdw-qe4t' })
  password!: string;
}
