import { applyDecorators } from '@nestjs/common';
import { normalHours, type LocalText as LocalTextOf, type OpeningHours as Hours } from '@verstak/domain';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { ForPublic } from '../platform/access/allow.js';
import { NestedField, TextField, type FieldOptions } from '../platform/fields/index.js';

/** Most characters of a page such as an offer. */
const MOST_OF_PAGE = 20_000;

/** A text for customers in the languages of the shop. */
@ForPublic()
export class LocalText implements LocalTextOf {
  @TextField({ optional: true, max: 2_000, example: 'Печём на заказ с 2014 года' })
  ru?: string;

  @TextField({ optional: true, max: 2_000, example: 'We have baked to order since 2014' })
  en?: string;
}

/** A whole page for customers in the languages of the shop: plain text, a paragraph a line. */
@ForPublic()
export class LocalPage implements LocalTextOf {
  @TextField({ optional: true, max: MOST_OF_PAGE, example: 'Какие данные мы храним и зачем' })
  ru?: string;

  @TextField({ optional: true, max: MOST_OF_PAGE, example: 'What we keep of you, and why' })
  en?: string;
}

/** The pages that a shop owes its customers. */
export class ShopPages {
  @NestedField(() => LocalPage, { optional: true, description: 'The terms on which orders are taken.' })
  offer?: LocalPage;

  @NestedField(() => LocalPage, { optional: true, description: 'What is kept of customers; the checkout leads to it.' })
  privacy?: LocalPage;

  @NestedField(() => LocalPage, { optional: true, description: 'How goods come back.' })
  returns?: LocalPage;

  @NestedField(() => LocalPage, { optional: true, description: 'Who sells.' })
  company?: LocalPage;
}

/** The times of a day as people write them, kept in one form. */
function HoursField(): PropertyDecorator {
  const options: FieldOptions & { max: number } = { optional: true, max: 60, example: '10:00–14:00, 15:00–19:00' };
  const normal = ({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? (normalHours(value) ?? value) : value;
  const isHours = ValidateBy({
    name: 'hours',
    validator: {
      validate: (value) => typeof value === 'string' && normalHours(value) !== undefined,
      defaultMessage: () => 'must be times one after another such as 10:00–14:00, 15:00–19:00; null for a closed day',
    },
  });
  return applyDecorators(TextField(options), isHours, Transform(normal));
}

/** When somebody is there, in the workshop's time zone; a day without times is closed. */
@ForPublic()
export class OpeningHours implements Hours {
  @HoursField() monday?: string;
  @HoursField() tuesday?: string;
  @HoursField() wednesday?: string;
  @HoursField() thursday?: string;
  @HoursField() friday?: string;
  @HoursField() saturday?: string;
  @HoursField() sunday?: string;
}
