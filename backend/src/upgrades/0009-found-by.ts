import { dayIn, dayToken, numberToken, searchTokens, sumToken, tokensInTurn } from '@verstak/domain';
import type { Document } from 'mongodb';
import { canonicalPhone, countryOf, phoneTokensOf } from '../platform/fields/phone.js';
import type { UpgradeData } from './upgrade-data.js';
import type { Upgrade } from './upgrade.js';

/** What a workshop counts in that has told nothing. */
const DEFAULTS = { timeZone: 'Europe/Moscow', currency: 'RUB' };
/** Before tokens that only those find by who may read contacts, or prices. */
const CONTACTS = 'cc!';
const PRICES = 'op!';

const STATUSES: Record<string, readonly string[]> = {
  draft: ['черновик', 'draft'],
  confirmed: ['подтверждён', 'confirmed'],
  in_production: ['в работе', 'in work'],
  ready: ['готов', 'ready'],
  delivered: ['выдан', 'handed over'],
  on_hold: ['приостановлен', 'on hold'],
  cancelled: ['отменён', 'cancelled'],
};

/** What was found by in two lists is found by in one, and by more; clients have their numbers as they are dialled. */
export const foundBy: Upgrade = {
  name: '0009-found-by',
  async apply(data) {
    const { timeZone, currency } = await settingsIn(data);
    const tokens = new Tokens(timeZone, countryOf({ currency, timeZone }));
    for (const [collection, index] of INDEXES) await data.dropIndex(collection, index);
    const derive = (collection: string, edit: (document: Document) => Document | Promise<Document>): Promise<void> =>
      data.deriveEach(collection, { words: { $exists: false } }, async (document) => ({
        ...(await edit(document)),
        searchOpen: undefined,
        searchAll: undefined,
      }));
    await derive('clients', (client) => tokens.ofClient(client));
    await derive('orders', async (order) => {
      const client = await data.db.collection('clients').findOne({ _id: order['clientId'] as never });
      return tokens.ofOrder(order, client ?? {});
    });
    await derive('parts', (part) => tokens.ofTexts(part, ['number', 'orderNumber', 'title', 'product', 'wishes']));
    await derive('users', (user) => tokens.ofTexts(user, ['login', 'name']));
    await derive('roles', (role) => tokens.ofTexts(role, ['name']));
  },
};

const INDEXES = [
  ['clients', 'searchAll_1'],
  ['clients', 'searchOpen_1'],
  ['orders', 'status_1_searchAll_1'],
  ['parts', 'searchAll_1'],
] as const;

async function settingsIn({ db }: UpgradeData): Promise<{ timeZone: string; currency: string }> {
  const stored = await db.collection<{ _id: string }>('workshop').findOne({ _id: 'settings' });
  return { ...DEFAULTS, ...stored };
}

class Tokens {
  constructor(
    private readonly timeZone: string,
    private readonly country: string,
  ) {}

  ofTexts(document: Document, names: readonly string[]): Document {
    return { words: tokensInTurn(names.map((name) => wordsOf(document[name]))) };
  }

  ofClient(client: Document): Document {
    const contacts = (client['contacts'] as Document[] | undefined)?.map((one) => this.withDialled(one));
    const open = ['number', 'company', 'firstName', 'lastName', 'middleName', 'externalId'];
    const own = { phone: client['phone'], email: client['email'], contacts } as Document;
    const dialled = this.withDialled(own)['dialled'] as string | undefined;
    return {
      ...(contacts ? { contacts } : {}),
      ...(dialled ? { dialled } : {}),
      words: tokensInTurn([
        ...open.map((name) => wordsOf(client[name])),
        ...['address', 'note'].map((name) => marked(CONTACTS, wordsOf(client[name]))),
        ...this.ofReach(own),
      ]),
    };
  }

  ofOrder(order: Document, { phone, email, contacts }: Document): Document {
    const items = order['items'] as Document[];
    const lists = [
      ...['number', 'note', 'externalId', 'clientName', 'managerName'].map((name) => wordsOf(order[name])),
      ...(STATUSES[String(order['status'])] ?? []).map(wordsOf),
      ...['dueAt', 'orderedAt'].map((name) => this.dayOf(order[name])),
      [PRICES + sumToken(Number(order['total']))],
      ...items.flatMap((item) => ['title', 'product', 'wishes', 'masterName'].map((name) => wordsOf(item[name]))),
      ...this.ofReach({ phone, email, contacts }),
    ];
    return {
      ...(phone ? { clientPhone: phone as string } : {}),
      ...(email ? { clientEmail: email as string } : {}),
      ...(contacts ? { clientContacts: contacts as Document[] } : {}),
      words: tokensInTurn(lists),
    };
  }

  /** By how somebody is reached: own numbers and addresses, and those of the contacts. */
  private ofReach({ phone, email, contacts = [] }: Document): string[][] {
    return [{ phone, email } as Document, ...(contacts as Document[])].flatMap((one) => [
      marked(CONTACTS, one['phone'] ? phoneTokensOf(String(one['phone']), this.country) : []),
      ...['name', 'position', 'email'].map((name) => marked(CONTACTS, wordsOf(one[name]))),
    ]);
  }

  private withDialled(one: Document): Document {
    const dialled = one['phone'] ? canonicalPhone(String(one['phone']), this.country) : undefined;
    return dialled ? { ...one, dialled } : one;
  }

  private dayOf(value: unknown): string[] {
    return value instanceof Date ? [dayToken(dayIn(this.timeZone, value))] : [];
  }
}

/** Numbers are those by which people call a document. */
function wordsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'number' ? [numberToken(value)] : searchTokens(String(value));
}
const marked = (mark: string, tokens: readonly string[]): string[] => tokens.map((token) => mark + token);
