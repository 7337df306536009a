import { BooleanField, ChoiceField, ChoicesField, InstantField, TextField } from '../platform/fields/index.js';

/** What a workshop sets up once. */
export const SETUP_TOPICS = [
  'details',
  'logo',
  'reckoning',
  'address',
  'certificate',
  'mail',
  'backup',
  'onedrive',
] as const;
export type SetupTopic = (typeof SETUP_TOPICS)[number];

/**
 * `local`: an address of this machine alone; `ending`: a certificate about to end; `old`, `beside`: a backup of long ago,
 * or within the data folder; `elsewhere`: of a MongoDB server, by its own tools; `unused`: what
 * a workshop can do without; `assumed`: what the first start took from the machine, to be looked at.
 */
export const SETUP_STATES = [
  'done',
  'missing',
  'local',
  'ending',
  'old',
  'beside',
  'elsewhere',
  'unused',
  'assumed',
] as const;
export type SetupState = (typeof SETUP_STATES)[number];

/** What clients look for on documents. */
export const NEEDED_DETAILS = ['legalName', 'taxNumber', 'address', 'phone', 'email', 'bankAccount'] as const;
export type NeededDetail = (typeof NEEDED_DETAILS)[number];

/** How one thing stands that a workshop sets up once. */
export class SetupStep {
  @ChoiceField(SETUP_TOPICS, { name: 'SetupTopic', example: 'address' })
  topic!: SetupTopic;

  @ChoiceField(SETUP_STATES, { name: 'SetupState', example: 'missing' })
  state!: SetupState;

  @BooleanField({ example: false, description: 'Nothing is to be done about it.' })
  isDone!: boolean;

  @TextField({
    optional: true,
    max: 1_000,
    example: undefined,
    description: 'What is set: an address, a server, a folder.',
  })
  value?: string;

  @InstantField({ optional: true, example: undefined, description: 'When a certificate ends or a backup was made.' })
  at?: Date;

  @TextField({
    optional: true,
    max: 1_000,
    example: 'PUBLIC_URL=http://192.168.1.7:3000',
    description: 'The line of `.env` or the command that sets it up.',
  })
  remedy?: string;

  @ChoicesField(NEEDED_DETAILS, {
    optional: true,
    name: 'NeededDetail',
    example: undefined,
    description: 'What lacks.',
  })
  lacks?: NeededDetail[];
}
