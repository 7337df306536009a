import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { COLOUR, type Money } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import {
  EmailField,
  IdField,
  ListField,
  MoneyField,
  NestedField,
  PhoneField,
  TargetMarginField,
  TextField,
  WebsiteField,
} from '../platform/fields/index.js';
import { WorkshopDemo } from './workshop-demo.js';
import { LocalText, OpeningHours, ShopPages } from './shop-texts.js';

/** A detail of documents and pages: for whoever may change it, and where it is meant to stand. */
const detail = { optional: true, readBy: 'workshop:change' } as const;

/** Most work centres with a rate of their own. */
const MOST_RATES = 100;

const HOURLY_RATE = { example: 90_000, description: 'What an hour of work costs.' } as const;

/** What an hour of work costs at a work centre. */
export class WorkCentreRate {
  @TextField({ max: 80, example: 'Лазер', description: 'As the stages of routes name it.' })
  workCentre!: string;

  @MoneyField(HOURLY_RATE)
  hourlyRate!: Money;
}

/** What people write of the workshop. */
export class WorkshopFields extends Entity {
  @TextField({ max: 100, example: 'Мастерская «Ромашка»' })
  name!: string;

  @IdField({
    of: 'File',
    optional: true,
    example: undefined,
    description: 'A picture among the files of the workshop; the former one is removed when another takes its place.',
  })
  logoId?: string;

  @TextField({ ...detail, max: 300, example: 'ООО «Ромашка»', description: 'As it is registered.' })
  legalName?: string;

  @TextField({ ...detail, max: 30, example: '7707083893', description: 'In Russia ИНН, of 10 or 12 digits.' })
  taxNumber?: string;

  @TextField({ ...detail, max: 30, example: '773601001', description: 'In Russia КПП.' })
  taxReasonCode?: string;

  @TextField({ ...detail, max: 30, example: '1027700132195', description: 'In Russia ОГРН or ОГРНИП.' })
  registrationNumber?: string;

  @TextField({ optional: true, max: 400, example: 'Тверь, ул. Советская, 1' })
  address?: string;

  @PhoneField({ optional: true })
  phone?: string;

  @EmailField({ optional: true, example: 'zakaz@example.org' })
  email?: string;

  @WebsiteField(detail)
  website?: string;

  @TextField({ ...detail, max: 300, example: 'ПАО Сбербанк' })
  bankName?: string;

  @TextField({ ...detail, max: 30, example: '044525225', description: 'In Russia БИК, else BIC.' })
  bankCode?: string;

  @TextField({ ...detail, max: 40, example: '40702810200000000001', description: 'In Russia of 20 digits, else IBAN.' })
  bankAccount?: string;

  @TextField({ ...detail, max: 40, example: '30101810400000000225', description: 'In Russia, of the bank.' })
  correspondentAccount?: string;

  @TextField({
    optional: true,
    max: 7,
    pattern: COLOUR,
    patternFault: 'must be a colour such as #8a1f4d',
    example: '#8a1f4d',
    description: 'Of links and buttons of the shop, which shows it darker or lighter where it could not be read.',
  })
  accent?: string;

  @NestedField(() => LocalText, { optional: true, description: 'Over the first page of the shop.' })
  welcome?: LocalText;

  @NestedField(() => OpeningHours, { optional: true })
  openingHours?: OpeningHours;

  @NestedField(() => LocalText, { optional: true, description: 'Where orders are picked up; without it, the address.' })
  pickUp?: LocalText;

  @NestedField(() => LocalText, { optional: true, description: 'How, where and for how much it delivers.' })
  delivery?: LocalText;

  @MoneyField({ ...HOURLY_RATE, optional: true, readBy: 'stock:cost' })
  hourlyRate?: Money;

  @ListField(() => WorkCentreRate, {
    optional: true,
    max: MOST_RATES,
    readBy: 'stock:cost',
    example: [],
    description: 'What it costs at work centres where that is another.',
  })
  workCentreRates?: WorkCentreRate[];

  @TargetMarginField('The least that products are to earn that tell no margin of their own, in per cent of the price.')
  targetMargin?: number;

  @NestedField(() => ShopPages, { ...detail, description: 'Shown in the shop.' })
  pages?: ShopPages;
}

/** What the workshop is called, and what its documents and its shop say of it. There is one. */
@Schema({ collection: 'workshopProfile', versionKey: false })
export class WorkshopProfile extends WorkshopFields {
  @NestedField(() => WorkshopDemo, { optional: true, computed: true, description: 'The demo that it was given.' })
  demo?: WorkshopDemo;
}

export const WorkshopProfileSchema = SchemaFactory.createForClass(WorkshopProfile);
