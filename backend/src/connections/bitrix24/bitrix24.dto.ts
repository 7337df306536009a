import { TextField } from '../../platform/fields/index.js';

/** Where somebody lets the product in as an application of a portal. */
export class Bitrix24Authorisation {
  @TextField({
    max: 2_000,
    example: 'https://romashka.bitrix24.ru/oauth/authorize/?client_id=local.5f0c1d2e3a4b4.12345678&state=…',
    description: 'To be opened in the browser of whoever has rights in the portal, within ten minutes.',
  })
  url!: string;
}

/** What a portal sends the browser of whoever has let the product in back with. */
export class Bitrix24Code {
  @TextField({ max: 500, example: 'avmocpghblyi01m3h42bljvqtyd19sw1', description: 'Good for 30 seconds, once.' })
  code!: string;

  @TextField({ max: 1_000, example: 'pLs4cDfGj…', description: 'As it was sent there.' })
  state!: string;
}
