import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { owedFor, type Money } from '@verstak/domain';
import { Contact } from '../contacts/contact.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  DialledField,
  EmailField,
  ListField,
  MoneyField,
  NoteField,
  NumberedField,
  PhoneField,
  TextField,
} from '../platform/fields/index.js';

/** What people write of a client. */
export class ClientFields extends Entity {
  @TextField({ max: 200, optional: true, search: true, sort: true, example: 'Ромашка ООО' })
  company?: string;

  @TextField({ max: 120, optional: true, search: true, sort: true, example: 'Анна' })
  firstName?: string;

  @TextField({ max: 120, optional: true, search: true, sort: true, example: 'Смирнова' })
  lastName?: string;

  @TextField({ max: 120, optional: true, search: true, example: 'Петровна' })
  middleName?: string;

  @PhoneField({ optional: true, search: true, sort: true, readBy: 'clients:contacts' })
  phone?: string;

  @EmailField({ optional: true, search: true, sort: true, readBy: 'clients:contacts' })
  email?: string;

  @TextField({
    max: 400,
    optional: true,
    search: true,
    sort: true,
    readBy: 'clients:contacts',
    example: 'Тверь, ул. Советская, 1',
  })
  address?: string;

  @ListField(() => Contact, {
    max: 50,
    optional: true,
    readBy: 'clients:contacts',
    description: 'In a change, all of them as they are to be; what others changed since `version` stays.',
  })
  contacts?: Contact[];

  @NoteField({ optional: true, search: true, readBy: 'clients:contacts', example: 'Звонить после обеда' })
  note?: string;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    description: 'The id in the system it came from, as `northwind:ALFKI`; no two clients have the same.',
  })
  externalId?: string;
}

/** Who orders: a person or a company. */
@Schema({ collection: 'clients', versionKey: false })
export class Client extends ClientFields {
  @NumberedField()
  number!: number;

  @TextField({
    computed: true,
    sort: true,
    max: 400,
    example: 'Ромашка ООО',
    description: 'The company, or the full name of the person.',
  })
  name!: string;

  @DialledField('phone', { readBy: 'clients:contacts' })
  dialled?: string;

  @BooleanField({
    computed: true,
    filter: true,
    sort: true,
    example: false,
    description: 'Archived clients are hidden from lists and take no new orders.',
  })
  isArchived!: boolean;

  @MoneyField({
    computed: true,
    filter: true,
    sort: true,
    min: -Number.MAX_SAFE_INTEGER,
    readBy: 'orders:prices',
    unrecorded: true,
    sumOf: { entity: 'Order', by: 'clientId', adds: owedFor },
    description: 'Sales less payments, whatever the status of an order; negative is owed to the client.',
  })
  balance!: Money;

  /** Grows with every order that is taken for the client. */
  @Prop({ type: Number })
  ordersTaken?: number;
}

export const ClientSchema = SchemaFactory.createForClass(Client);
// Lists by any column and filter, with the archived ones or without.
indexLists(ClientSchema, Client, ['isArchived']);
// A load that is repeated finds whom it brought before.
ClientSchema.index({ externalId: 1 }, { unique: true, sparse: true });
ClientSchema.index({ words: 1 });
