import { ADDRESS_FAULTS, type AddressFault } from '../platform/config/where-to-open.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import { ChoiceField, EmailField, IntegerField, TextField } from '../platform/fields/index.js';
import { WorkshopFields, WorkshopProfile } from './workshop-profile.js';

/** The workshop as screens need it: what it is called and, where the caller may change them, its details. */
export class Workshop extends WorkshopProfile {
  @TextField({ computed: true, example: 'RUB', description: 'ISO 4217.' })
  currency!: string;

  @IntegerField({
    computed: true,
    max: 4,
    example: 2,
    description: 'Decimal places: minor units of sums are of these.',
  })
  currencyDigits!: number;

  @TextField({ computed: true, example: 'Europe/Moscow', description: 'IANA time zone of days, weeks and reports.' })
  timeZone!: string;

  @TextField({
    computed: true,
    example: 'RU',
    description: 'ISO 3166: whose phone numbers and details are usual here.',
  })
  country!: string;

  @TextField({ computed: true, example: 'https://verstak.example.org', description: 'The address that labels carry.' })
  url!: string;

  @ChoiceField(ADDRESS_FAULTS, {
    computed: true,
    optional: true,
    name: 'AddressFault',
    description: 'What is wrong with it: no other device opens it, or it was not set and may become that of another.',
  })
  urlFault?: AddressFault | undefined;
}

/** The fields to change; `null` clears one. */
export class WorkshopChange extends Change(Writable(WorkshopFields)) {}

/** Where a letter goes by which somebody sees whether mail arrives. */
export class TestMail {
  @EmailField()
  to!: string;

  @ChoiceField(EXPORT_LANGUAGES, { description: 'What it is written in.' })
  lang!: ExportLanguage;
}
