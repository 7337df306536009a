/** What 1C tells of a good. */
export interface PlayedGood {
  id: string;
  name: string;
  article: string;
  groupId: string;
  /** In units of the currency, as 1C writes it. */
  price: string;
  stock: number;
}

/** Answers of the exchange, line by line. */
export type Lines = string[];

/** Plays the side of 1C: its requests, in their order, with the cookie that it was given. */
export class OneCPlayer {
  /** Bytes of a piece, as `init` says. */
  pieceBytes = 0;
  private readonly urls: readonly string[];
  private readonly authorization: string;
  private requests = 0;
  private cookie = '';
  private sessid = '';

  /** Of several processes it asks one after the other. */
  constructor(urls: string | readonly string[], login: string, password: string) {
    this.urls = typeof urls === 'string' ? [urls] : urls;
    this.authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  }

  /** Signs in and begins an exchange; gives what `init` answers, or the refusal. */
  async begin(type: 'catalog' | 'sale'): Promise<Lines> {
    const signedIn = await this.signIn(type);
    return signedIn[0] === 'success' ? this.init(type) : signedIn;
  }

  async signIn(type: 'catalog' | 'sale'): Promise<Lines> {
    const lines = await this.ask({ type, mode: 'checkauth' }, { headers: { authorization: this.authorization } });
    const [state, name = '', value = '', sessid = ''] = lines;
    if (state !== 'success') return lines;
    this.cookie = `${name}=${value}`;
    this.sessid = sessid.replace('sessid=', '');
    return lines;
  }

  async init(type: 'catalog' | 'sale'): Promise<Lines> {
    const lines = await this.ask({ type, mode: 'init', version: '2.08' });
    this.pieceBytes = Number(lines[1]?.replace('file_limit=', ''));
    return lines;
  }

  /** Sends a file in pieces. */
  async send(
    type: 'catalog' | 'sale',
    filename: string,
    bytes: Uint8Array,
    pieceBytes = this.pieceBytes,
  ): Promise<Lines> {
    let lines: Lines = [];
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      lines = await this.sendPiece(type, filename, bytes.subarray(at, at + pieceBytes));
      if (lines[0] !== 'success') return lines;
    }
    return lines;
  }

  async sendPiece(type: 'catalog' | 'sale', filename: string, bytes: Uint8Array): Promise<Lines> {
    const body = new Uint8Array(bytes);
    return this.ask({ type, mode: 'file', filename }, { method: 'POST', body });
  }

  /** Has a file read, as often as it takes; gives the last answer. */
  async import(type: 'catalog' | 'sale', filename: string): Promise<Lines> {
    for (;;) {
      const lines = await this.importOnce(type, filename);
      if (lines[0] !== 'progress') return lines;
    }
  }

  async importOnce(type: 'catalog' | 'sale', filename: string): Promise<Lines> {
    return this.ask({ type, mode: 'import', filename });
  }

  /** The file of orders that have changed. */
  async query(): Promise<string> {
    return (await this.asked({ type: 'sale', mode: 'query' })).text();
  }

  async confirm(): Promise<Lines> {
    return this.ask({ type: 'sale', mode: 'success' });
  }

  /** Goods with their prices and stock, from beginning to end. */
  async exchangeGoods(goods: readonly PlayedGood[]): Promise<Lines> {
    await this.begin('catalog');
    for (const [name, file] of [
      ['import0_1.xml', catalogOf(goods)],
      ['offers0_1.xml', offersOf(goods)],
    ] as const) {
      const sent = await this.send('catalog', name, Buffer.from(file));
      if (sent[0] !== 'success') return sent;
      const read = await this.import('catalog', name);
      if (read[0] !== 'success') return read;
    }
    return ['success'];
  }

  /** Documents of 1C; those that it does not have read are read as they come. */
  async exchangeDocuments(file: string, isRead = true): Promise<Lines> {
    await this.begin('sale');
    const sent = await this.send('sale', 'orders.xml', Buffer.from(file));
    return isRead && sent[0] === 'success' ? this.import('sale', 'orders.xml') : sent;
  }

  async ask(query: Record<string, string>, init: RequestInit = {}): Promise<Lines> {
    const answer = await this.asked(query, init);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
    return text.trim().split('\n');
  }

  private async asked(query: Record<string, string>, init: RequestInit = {}): Promise<Response> {
    const all = new URLSearchParams(this.sessid ? { ...query, sessid: this.sessid } : query);
    const headers = { ...(this.cookie ? { cookie: this.cookie } : {}), ...(init.headers as object) };
    this.requests += 1;
    const url = this.urls[this.requests % this.urls.length];
    return fetch(`${url}/exchange/1c?${all.toString()}`, { ...init, headers });
  }
}

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.08" ДатаФормирования="2026-11-30T09:00:00">';
const PRICE_TYPE = 'bd72d8f9-55bc-11d9-848a-00112f435200';

/** So many goods, in ten groups; the same at every call. */
export function playedGoods(count: number, series = '1c'): PlayedGood[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${series}-good-${index}`,
    name: `Товар ${series} № ${index}`,
    article: `${series.toUpperCase()}-${index}`,
    groupId: `group-${index % 10}`,
    price: `${100 + index}.${String(index % 100).padStart(2, '0')}`,
    stock: index % 7,
  }));
}

/** A catalog of CommerceML; deleted goods are told as 1C tells them. */
export function catalogOf(goods: readonly PlayedGood[], { isDeleted = false } = {}): string {
  const tag = isDeleted ? '<Товар Статус="Удален">' : '<Товар>';
  const groups = Array.from(
    { length: 10 },
    (_, index) => `<Группа><Ид>group-${index}</Ид><Наименование>Группа 1С ${index}</Наименование></Группа>`,
  );
  const all = goods.map(
    ({ id, name, article, groupId }) =>
      `${tag}<Ид>${id}</Ид><Артикул>${article}</Артикул><Наименование>${name}</Наименование>` +
      `<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница><Группы><Ид>${groupId}</Ид></Группы></Товар>`,
  );
  return (
    `${HEAD}<Классификатор><Ид>k</Ид><Группы><Группа><Ид>root</Ид><Наименование>Товары 1С</Наименование>` +
    `<Группы>${groups.join('')}</Группы></Группа></Группы></Классификатор>` +
    `<Каталог СодержитТолькоИзменения="false"><Ид>k</Ид><Товары>\n${all.join('\n')}\n</Товары></Каталог></КоммерческаяИнформация>`
  );
}

/** The offers of the same goods. */
export function offersOf(goods: readonly PlayedGood[]): string {
  const all = goods.map(
    ({ id, price, stock }) =>
      `<Предложение><Ид>${id}</Ид><Цены><Цена><ИдТипаЦены>${PRICE_TYPE}</ИдТипаЦены><ЦенаЗаЕдиницу>${price}</ЦенаЗаЕдиницу>` +
      `<Валюта>руб</Валюта></Цена></Цены><Количество>${stock}</Количество></Предложение>`,
  );
  return (
    `${HEAD}<ПакетПредложений><ТипыЦен><ТипЦены><Ид>${PRICE_TYPE}</Ид><Наименование>Розничная</Наименование>` +
    `<Валюта>руб</Валюта></ТипЦены></ТипыЦен><Предложения>\n${all.join('\n')}\n</Предложения></ПакетПредложений></КоммерческаяИнформация>`
  );
}

/** An order that was taken from here, as 1C gives it back with a requisite. */
export function documentBack(query: string, id: string, requisites: Record<string, string>): string {
  const document = query.match(/<Документ>.*<\/Документ>/g)?.find((one) => one.includes(`<Ид>${id}</Ид>`)) ?? '';
  const told = Object.entries(requisites).map(
    ([name, value]) =>
      `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`,
  );
  const back = document.replace(
    /<ЗначенияРеквизитов>(<ЗначениеРеквизита>(?!<Наименование>ВидНоменклатуры).*?)<\/ЗначенияРеквизитов><\/Документ>/,
    `<ЗначенияРеквизитов>${told.join('')}</ЗначенияРеквизитов></Документ>`,
  );
  return `${HEAD}${back}</КоммерческаяИнформация>`;
}
