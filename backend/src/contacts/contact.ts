import { DialledField, EmailField, IdField, PhoneField, TextField } from '../platform/fields/index.js';

/** Somebody to talk to at a client or a supplier. */
export class Contact {
  @IdField({ optional: true, example: undefined, description: 'Left out for a new contact.' })
  id!: string;

  @TextField({ max: 120, search: true, example: 'Пётр Иванов' })
  name!: string;

  @TextField({ max: 120, optional: true, search: true, example: 'снабжение' })
  position?: string;

  @PhoneField({ optional: true, search: true })
  phone?: string;

  @DialledField('phone')
  dialled?: string;

  @EmailField({ optional: true, search: true })
  email?: string;
}
