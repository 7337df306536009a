import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Contact } from '../contacts/contact.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  DialledField,
  EmailField,
  IntegerField,
  ListField,
  NoteField,
  NumberedField,
  PhoneField,
  TextField,
  WebsiteField,
} from '../platform/fields/index.js';

/** Longest time in which something comes, in days. */
const MOST_DAYS = 365;

/** What people write of a supplier. */
export class SupplierFields extends Entity {
  @TextField({ max: 200, search: true, sort: true, example: 'Металлсервис ООО' })
  name!: string;

  @PhoneField({ optional: true, search: true, sort: true })
  phone?: string;

  @EmailField({ optional: true, search: true, sort: true, example: 'zakaz@metall.example' })
  email?: string;

  @WebsiteField({ optional: true, search: true, sort: true, example: 'metall.example' })
  website?: string;

  @TextField({ max: 400, optional: true, search: true, sort: true, example: 'Тверь, Промышленный пр., 4' })
  address?: string;

  @IntegerField({
    optional: true,
    filter: true,
    sort: true,
    max: MOST_DAYS,
    example: 7,
    description: 'Days from the order until the delivery comes, as a rule; 0 is the same day.',
  })
  leadDays?: number;

  @ListField(() => Contact, {
    max: 50,
    optional: true,
    description: 'In a change, all of them as they are to be; what others changed since `version` stays.',
  })
  contacts?: Contact[];

  @NoteField({ optional: true, search: true, example: 'Режут в размер, минимальный заказ 3000' })
  note?: string;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    example: undefined,
    description: 'The id in the system it came from, as `northwind:1`; no two suppliers have the same.',
  })
  externalId?: string;
}

/** From whom materials and goods come. */
@Schema({ collection: 'suppliers', versionKey: false })
export class Supplier extends SupplierFields {
  @NumberedField()
  number!: number;

  @DialledField('phone')
  dialled?: string;

  @BooleanField({
    computed: true,
    filter: true,
    example: false,
    description: 'Archived suppliers are hidden from lists and chosen for nothing new.',
  })
  isArchived!: boolean;
}

export const SupplierSchema = SchemaFactory.createForClass(Supplier);
// A load that is repeated finds whom it brought before.
SupplierSchema.index({ externalId: 1 }, { unique: true, sparse: true });
SupplierSchema.index({ words: 1 });
indexLists(SupplierSchema, Supplier, ['isArchived']);
