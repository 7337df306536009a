import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportState } from '@verstak/domain';
import { Types } from 'mongoose';
import { refusal, type Answer, type Caller, type Session } from './caller.js';
import { makeClient, makeOrder, type ClientBody, type HistoryBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';
import { BYTES, fetchBytes } from './uploads.js';

interface ImportBody {
  id: string;
  state: ImportState;
  mapping: {
    shape: string;
    headerRow: number;
    sheet?: string;
    encoding?: string;
    columns: { column: number; field: string }[];
  };
  rowsTotal: number;
  faultsTotal: number;
  toCreate: number;
  toChange: number;
  roots: number;
  levels: number;
  unreadable?: FaultBody;
  refusal?: { code: string; detail: string };
}
interface FaultBody {
  row: number;
  column: string;
  code: string;
  rule?: string;
  value?: string;
  message: string;
}

let workshop: TestWorkshop;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

function send(
  by: Caller,
  bytes: string | Uint8Array,
  name = 'клиенты.csv',
  kind = 'clients',
): Promise<Answer<ImportBody>> {
  const body = typeof bytes === 'string' ? bytes : Uint8Array.from(bytes);
  return by.send('POST', `/imports?${new URLSearchParams({ kind, name })}`, body, BYTES);
}

/** The import once nobody works on it any more. */
async function settled(by: Caller, id: string): Promise<ImportBody> {
  let found: ImportBody | undefined;
  await until(async () => {
    found = (await by.get<ImportBody>(`/imports/${id}`)).body;
    return !['reading', 'writing', 'undoing'].includes(found.state);
  });
  return found as ImportBody;
}

async function looked(bytes: string | Uint8Array, name?: string, kind?: string): Promise<ImportBody> {
  const { status, body, text } = await send(manager, bytes, name, kind);
  if (status !== 201) throw new Error(text);
  return settled(manager, body.id);
}

async function step(id: string, name: 'commit' | 'undo'): Promise<ImportBody> {
  const { status, text } = await manager.post(`/imports/${id}/${name}`);
  if (status !== 200 && status !== 201) throw new Error(text);
  return settled(manager, id);
}

const clients = async (): Promise<ClientBody[]> =>
  (await manager.get<PageBody<ClientBody>>('/clients?pageSize=200&sort=number')).body.items;
const faultsOf = async (id: string): Promise<FaultBody[]> =>
  (await manager.get<PageBody<FaultBody>>(`/imports/${id}/faults`)).body.items;

describe('an import of clients', () => {
  it('adds and changes in one sheet, is told in the journal, and is taken back as one step', async () => {
    const known = await makeClient(manager, { company: 'Старая ООО', phone: '8 912 111-22-33', note: 'останется' });
    const before = await clients();
    const text = `Наш шифр;Организация;Тел.;Почта\r\n${known.number};Новая ООО;;new@example.org\r\n;Василёк ИП;8 (912) 345-67-89;\r\n`;
    const looking = await looked(text);
    expect(looking).toMatchObject({ state: 'ready', rowsTotal: 2, toCreate: 2 });

    // «Наш шифр» is not recognised: somebody says what it is.
    const mapping = { columns: [{ column: 0, field: 'number' }, ...looking.mapping.columns] };
    await manager.patch(`/imports/${looking.id}`, { mapping });
    const mapped = await settled(manager, looking.id);
    expect(mapped).toMatchObject({ state: 'ready', faultsTotal: 0, toCreate: 1, toChange: 1 });
    expect(await clients()).toEqual(before);

    expect(await step(mapped.id, 'commit')).toMatchObject({ state: 'done', toCreate: 1, toChange: 1 });
    const after = await clients();
    expect(after.find(({ id }) => id === known.id)).toMatchObject({
      name: 'Новая ООО',
      email: 'new@example.org',
      phone: '8 912 111-22-33',
    });
    expect(after.at(-1)).toMatchObject({ name: 'Василёк ИП', phone: '8 (912) 345-67-89' });
    const { body: journal } = await (
      await workshop.asAdmin()
    ).get<PageBody<HistoryBody & { params: object }>>('/journal?action=imported');
    expect(journal.items[0]?.params).toEqual({ file: 'клиенты.csv', count: 2 });

    // The same headings are remembered.
    const again = await looked(text.replace('new@', 'newer@'));
    expect(again).toMatchObject({ faultsTotal: 0, toChange: 1, toCreate: 1 });

    expect(await step(mapped.id, 'undo')).toMatchObject({ state: 'undone' });
    const strip = (list: ClientBody[]): unknown =>
      list.map(({ version: _v, updatedAt: _u, ...rest }: ClientBody & { updatedAt?: string }) => rest);
    expect(strip(await clients())).toEqual(strip(before));
  });

  it('writes nothing while anything is wrong, and names it by row and column', async () => {
    const before = await clients();
    const text = 'Компания;Эл. почта;Телефон;Код в другой системе\n;anna@example.org;;\nА;office@;12;x\nБ;;;x\n';
    const looking = await looked(text);
    expect(looking).toMatchObject({ state: 'ready', faultsTotal: 4 });
    expect((await faultsOf(looking.id)).map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Компания', 'required'],
      [3, 'Телефон', 'out_of_range'],
      [3, 'Эл. почта', 'out_of_range'],
      [4, 'Код в другой системе', 'duplicate_designation'],
    ]);
    const { body: faulty } = await manager.get<PageBody<{ row: number }>>(`/imports/${looking.id}/rows?isFaulty=true`);
    expect(faulty.items.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(refusal(await manager.post(`/imports/${looking.id}/commit`)).code).toBe('import.faulty');
    expect(await clients()).toEqual(before);
    expect((await manager.delete(`/imports/${looking.id}`)).status).toBe(204);
    expect((await manager.get(`/imports/${looking.id}`)).status).toBe(404);
  });

  it.each([
    ['xlsx', '/clients/export.xlsx?lang=ru'],
    ['csv', '/clients/export.csv?lang=ru'],
    ['csv', '/clients/export.csv?lang=en'],
  ])('takes an own export back unchanged: %s of %s', async (ending, path) => {
    await makeClient(manager, {
      company: `=СУММ(A1) ${path}`,
      phone: '+7 912 345-67-89',
      note: '\'=1; "два"\nстроки',
      externalId: `0012${path}`,
    });
    const before = await clients();
    const { bytes } = await fetchBytes(manager, path);
    const looking = await looked(bytes, `clients.${ending}`);
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(looking).toMatchObject({ rowsTotal: before.length, toCreate: 0, toChange: 0 });
    expect(looking.mapping.columns.length).toBeGreaterThan(9);
  });

  it('stays where somebody has gone on with what it brought, and says so', async () => {
    const looking = await looked('Компания\nДолгожданная ООО\nСкорая ООО\n');
    await step(looking.id, 'commit');
    const made = (await clients()).find(({ name }) => name === 'Долгожданная ООО');
    await makeOrder(manager, { clientId: made?.id ?? '' });
    expect(await step(looking.id, 'undo')).toMatchObject({ state: 'done', refusal: { code: 'client.has_orders' } });
    expect((await clients()).map(({ name }) => name)).toContain('Скорая ООО');
  });

  it('is of its owner alone, and for who may write clients', async () => {
    const { id } = await looked('Компания\nНичья ООО\n');
    expect((await (await workshop.another('manager')).get(`/imports/${id}`)).status).toBe(404);
    expect((await send(await workshop.as('master'), 'Компания\nА\n')).status).toBe(403);
  });

  it('says why a file is not read, keeps nothing of it, and takes none that is too large', async () => {
    const { id, ...looking } = await looked('Компания\nА\n', 'клиенты.xlsx');
    expect(looking).toMatchObject({
      state: 'unreadable',
      unreadable: { row: 0, code: 'unreadable_file', rule: 'ending' },
    });
    expect((await faultsOf(id)).map(({ code }) => code)).toEqual(['unreadable_file']);
    const large = await send(manager, new Uint8Array(20 * 1024 * 1024 + 1).fill(65));
    expect(refusal(large).code).toBe('request.too_large');
  });

  it('is taken up again where the process that worked on it was killed', async () => {
    const { id } = await looked('Компания\nУцелевшая ООО\n');
    await workshop.connection
      .collection('imports')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { state: 'writing' } });
    // Whoever looks next finds it.
    await looked('Компания\nДругая ООО\n');
    await until(async () => (await clients()).some(({ name }) => name === 'Уцелевшая ООО'));
  });
});

interface PartBody {
  id: string;
  title: string;
  designation?: string;
  state: string;
  parentId?: string;
  quantity: number;
  stages: { name: string }[];
  plannedSeconds: number;
  plannedBelow: number;
  childrenTotal: number;
  childrenDone: number;
}

const parts = async (): Promise<PartBody[]> =>
  (await manager.get<PageBody<PartBody>>('/parts?pageSize=200&sort=number')).body.items;

describe('an import of parts', () => {
  const TABLE = [
    'Спецификация',
    '№;Обозначение;Наименование;Кол-во;Маршрут',
    '1;В-1;Велосипед;2;сборка',
    '1.1;Р-1;Рама;2;',
    '1.1.1;0012;Труба;4;Сборка',
    '1.1.2;Б-1;Болт;8;',
    '1.2;К-1;Колесо;4;Сборка',
  ].join('\r\n');

  beforeAll(async () => {
    const stage = { name: 'Собрать', setUpMinutes: 10, minutesPerUnit: 1, masterIds: [] };
    await (await workshop.asAdmin()).post('/routes', { name: 'Сборка', stages: [stage] });
  });

  it('makes whole assemblies with their routes, counted from the first moment, and deletes them again', async () => {
    const looking = await looked(TABLE, 'детали.csv', 'parts');
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(looking).toMatchObject({
      state: 'ready',
      toCreate: 5,
      roots: 1,
      levels: 3,
      mapping: { shape: 'numbering' },
    });
    expect(await step(looking.id, 'commit')).toMatchObject({ state: 'done', toCreate: 5 });
    const made = await parts();
    const of = (title: string): PartBody | undefined => made.find((part) => part.title === title);
    expect(made.map(({ title }) => title)).toEqual(['Велосипед', 'Рама', 'Труба', 'Болт', 'Колесо']);
    // A bought part is there, an assembly without a route waits for what goes into it.
    expect(of('Болт')).toMatchObject({ state: 'done', stages: [], parentId: of('Рама')?.id });
    expect(of('Рама')).toMatchObject({ state: 'waiting', childrenTotal: 2, childrenDone: 1, plannedBelow: 840 });
    expect(of('Труба')).toMatchObject({ designation: '0012', quantity: 4, plannedSeconds: 840 });
    expect(of('Велосипед')).toMatchObject({
      childrenTotal: 2,
      childrenDone: 0,
      plannedSeconds: 720,
      plannedBelow: 1680,
    });

    expect(await step(looking.id, 'undo')).toMatchObject({ state: 'undone' });
    expect(await parts()).toEqual([]);
  });

  it('tells its tree by itself, whatever a list under the same headings was taken for before', async () => {
    const flat = await looked('Наименование;Кол-во\nБолт;1\n', 'детали.csv', 'parts');
    await step(flat.id, 'commit');
    const indented = await looked('Наименование;Кол-во\nРама;1\n  Труба;2\n', 'детали.csv', 'parts');
    expect(indented).toMatchObject({ mapping: { shape: 'indent' }, roots: 1, levels: 2 });
    await step(flat.id, 'undo');
  });

  it('stays once somebody has worked on a part of it', async () => {
    const looking = await looked(TABLE, 'детали.csv', 'parts');
    await step(looking.id, 'commit');
    const wheel = (await parts()).find(({ title }) => title === 'Колесо');
    await (await workshop.as('master')).post(`/parts/${wheel?.id}/step`, { action: 'start' });
    expect(await step(looking.id, 'undo')).toMatchObject({ state: 'done', refusal: { code: 'import.undo_expired' } });
    expect(await parts()).toHaveLength(5);
  });

  it('names what is wrong by row and column, and writes none of it', async () => {
    const before = await parts();
    const rows = [
      'Уровень;Наименование;Кол-во;Маршрут',
      '1;Стол;1;Сборка',
      '3;Ножка;4;',
      '2;Крышка;две;',
      '2;Винт;0;Фрезеровка',
    ];
    const looking = await looked(rows.join('\n'), 'детали.csv', 'parts');
    expect((await faultsOf(looking.id)).map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'Уровень', 'level_skipped'],
      [4, 'Кол-во', 'not_a_number'],
      [5, 'Кол-во', 'out_of_range'],
      [5, 'Маршрут', 'unknown_route'],
    ]);
    expect(refusal(await manager.post(`/imports/${looking.id}/commit`)).code).toBe('import.faulty');
    expect(await parts()).toEqual(before);
  });
});

interface ProductBody {
  id: string;
  number: number;
  version: number;
  name: string;
  article?: string;
  price: number;
  options: object[];
  isArchived: boolean;
}

describe('an import of products', () => {
  const products = async (): Promise<ProductBody[]> => {
    const read = async (query: string): Promise<ProductBody[]> =>
      (await manager.get<PageBody<ProductBody>>(`/products?pageSize=200&sort=number&${query}`)).body.items;
    return [...(await read('')), ...(await read('isArchived=true'))];
  };
  const shelves = async (): Promise<string[]> =>
    (await manager.get<{ name: string }[]>('/categories')).body.map(({ name }) => name);
  const bare = (list: object[]): unknown => list.map((one) => ({ ...one, version: 0, updatedAt: '' }));
  const makeProduct = async (fields: object): Promise<ProductBody> => {
    const body = { unit: 'шт', price: 100_000, options: [], questions: [], ...fields };
    const answer = await manager.post<ProductBody>('/products', body);
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const imported = (text: string): Promise<ImportBody> => looked(text, 'изделия.csv', 'products');

  it('adds and changes by number, article or foreign code, makes categories, and is taken back as one step', async () => {
    const choice = { name: 'Без ручки', price: -60_000, minutesPerUnit: 0 };
    const cup = await makeProduct({ name: 'Кружка', options: [{ name: 'Ручка', choices: [choice] }] });
    const plate = await makeProduct({ name: 'Тарелка', article: 'Т-1', isShown: true });
    const bowl = await makeProduct({ name: 'Миска', externalId: 'old:7' });
    const stages = [{ name: 'Расписать', setUpMinutes: 0, minutesPerUnit: 9, masterIds: [] }];
    await (await workshop.asAdmin()).post('/routes', { name: 'Роспись', stages });
    const [before, shelvesBefore] = [await products(), await shelves()];
    const looking = await imported(
      [
        '№;Артикул;Наименование;Категория;Цена;Маршрут;В магазине;В архиве;Внешний код',
        `${cup.number};К-330;Кружка белая;Посуда / Кружки;1 234,50;роспись;да;;`,
        ';Т-1;;посуда / тарелки;;;no;;',
        ';;Миска глубокая;;;;0;yes;old:7',
        ';НБ-1;Набор;Посуда;4000;;1;;',
      ].join('\r\n'),
    );
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(looking).toMatchObject({ state: 'ready', toCreate: 1, toChange: 3 });
    expect(await step(looking.id, 'commit')).toMatchObject({ state: 'done', toCreate: 1, toChange: 3 });
    const after = await products();
    const one = (article: string): ProductBody | undefined => after.find((product) => product.article === article);
    expect(one('К-330')).toMatchObject({
      number: cup.number,
      name: 'Кружка белая',
      price: 123_450,
      categoryName: 'Кружки',
      routeName: 'Роспись',
      isShown: true,
    });
    expect((await manager.get<ProductBody>(`/products/${cup.id}`)).body.options).toEqual(cup.options);
    expect(one('Т-1')).toMatchObject({ id: plate.id, name: 'Тарелка', categoryName: 'тарелки', isShown: false });
    expect(after.find(({ id }) => id === bowl.id)).toMatchObject({ name: 'Миска глубокая', isArchived: true });
    expect(one('НБ-1')).toMatchObject({ name: 'Набор', unit: 'шт', price: 400_000, categoryName: 'Посуда' });
    expect(await shelves()).toEqual([...shelvesBefore, 'Посуда', 'Кружки', 'тарелки']);

    const unsold = await imported(`№;Не меньше;Шаг количества\r\n${cup.number};1,5;`);
    expect(await faultsOf(unsold.id)).toMatchObject([{ row: 2, code: 'out_of_range' }]);

    expect(await step(looking.id, 'undo')).toMatchObject({ state: 'undone' });
    expect(bare(await products())).toEqual(bare(before));
    expect(await shelves()).toEqual(shelvesBefore);
  });

  it.each([
    ['xlsx', 'lang=ru'],
    ['csv', 'lang=ru'],
    ['csv', 'lang=en'],
    ['csv', 'lang=ru&isArchived=true'],
  ])('takes an own export back unchanged: %s, %s', async (ending, query) => {
    // Two shelves of one name, and an archived route.
    const shelf = async (fields: object): Promise<string> =>
      (await manager.post<{ id: string }>('/categories', { name: 'Двойная / с чертой', ...fields })).body.id;
    await shelf({});
    const admin = await workshop.asAdmin();
    const stages = [{ name: 'Печь', setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] }];
    const { body: route } = await admin.post<{ id: string }>('/routes', { name: `Старый ${ending} ${query}`, stages });
    const { id } = await makeProduct({
      name: '=СУММ(A1)',
      article: `0012-${ending}-${query}`,
      categoryId: await shelf({ parentId: await shelf({}) }),
      routeId: route.id,
      price: 1_005,
      leadDays: 0,
      isStocked: false,
    });
    await admin.post(`/routes/${route.id}/archive`, { isArchived: true });
    if (query.includes('isArchived')) await manager.post(`/products/${id}/archive`, { isArchived: true });
    const { bytes } = await fetchBytes(manager, `/products/export.${ending}?${query}`);
    const looking = await looked(bytes, `products.${ending}`, 'products');
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(looking).toMatchObject({ toCreate: 0, toChange: 0, mapping: { columns: { length: 15 } } });
    expect(looking.rowsTotal).toBeGreaterThan(0);
  });

  it('names what is wrong by row and column, and writes none of it', async () => {
    const choice = { name: 'Дешевле', price: -90_000, minutesPerUnit: 0 };
    const sale = await makeProduct({ name: 'Скидочная', options: [{ name: 'Вид', choices: [choice] }] });
    const other = await makeProduct({ name: 'Другая', article: 'Д-1' });
    const before = await products();
    const rows = [
      '№;Артикул;Название;Категория;Цена;Срок, дней;Маршрут;В магазине',
      `${sale.number};;;;500;;;`,
      `${sale.number + 1000};;Чужая;;1;;;`,
      ';Н-1;;а / б / в / г / д / е / ж;10;;;',
      ';Н-2;Новая;;-1;много;Нигде;может',
      `${other.number};;;;;400;;`,
    ];
    const looking = await imported(rows.join('\n'));
    expect((await faultsOf(looking.id)).map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Цена', 'out_of_range'],
      [3, '№', 'out_of_range'],
      [4, 'Название', 'required'],
      [5, 'Срок, дней', 'not_a_number'],
      [5, 'В магазине', 'not_a_flag'],
      [5, 'Цена', 'out_of_range'],
      [6, 'Срок, дней', 'out_of_range'],
    ]);
    const names = await imported(
      'Артикул;Название;Цена;Категория;Маршрут\nН-3;Новая;1;а / б / в / г / д / е / ж;Нигде\n',
    );
    expect((await faultsOf(names.id)).map(({ column, code }) => [column, code])).toEqual([
      ['Категория', 'out_of_range'],
      ['Маршрут', 'unknown_route'],
    ]);
    const taken = await imported(`№;Артикул;Название\n${sale.number};Д-1;Та же\n`);
    expect(await faultsOf(taken.id)).toMatchObject([{ row: 2, column: 'Артикул', rule: 'taken', value: 'Д-1' }]);
    // A list of prices alone changes what there is, and says what it lacks to add more.
    const prices = await imported('Артикул;Цена\nД-1;99,90\nНет-такого;5\n');
    expect(await faultsOf(prices.id)).toMatchObject([{ row: 3, column: '', rule: 'column', value: 'name' }]);
    expect(refusal(await manager.post(`/imports/${looking.id}/commit`)).code).toBe('import.faulty');
    expect(await products()).toEqual(before);
  });

  it('clears what its empty cells leave out, but for what a product must have', async () => {
    const full = { name: 'Полная', article: 'П-1', description: 'Лишнее', leadDays: 3, isShown: true };
    const { id } = await makeProduct(full);
    const looking = await imported('Артикул;Описание;Срок, дней;В магазине\nП-1;;;\n');
    expect(looking).toMatchObject({ toChange: 0 });
    await manager.patch(`/imports/${looking.id}`, { mapping: { ...looking.mapping, emptyClears: true } });
    expect(await settled(manager, looking.id)).toMatchObject({ faultsTotal: 0, toChange: 1 });
    await step(looking.id, 'commit');
    const { body } = await manager.get<Record<string, unknown>>(`/products/${id}`);
    expect([body['description'], body['leadDays'], body['isShown']]).toEqual([undefined, undefined, undefined]);
    const bare = await imported('Артикул;Название\nП-1;\n');
    await manager.patch(`/imports/${bare.id}`, { mapping: { ...bare.mapping, emptyClears: true } });
    await settled(manager, bare.id);
    expect(await faultsOf(bare.id)).toMatchObject([{ row: 2, column: 'Название', code: 'required' }]);
  });
});

describe('an import of suppliers', () => {
  interface SupplierBody {
    id: string;
    number: number;
    name: string;
    leadDays?: number;
    contacts?: { name: string }[];
  }
  const suppliers = async (): Promise<SupplierBody[]> =>
    (await manager.get<PageBody<SupplierBody>>('/suppliers?pageSize=200')).body.items;
  const imported = (text: string): Promise<ImportBody> => looked(text, 'поставщики.csv', 'suppliers');

  it('adds and changes in one sheet, leaves contacts alone, and is taken back as one step', async () => {
    const contacts = [{ name: 'Анна' }];
    const { body: known } = await manager.post<SupplierBody>('/suppliers', {
      name: 'Старое',
      contacts,
      externalId: 'old:1',
    });
    const looking = await imported(
      'Наименование;Срок поставки;Сайт;Внешний код\nНовое;5;new.example;old:1\nЕщё одно;;;\n',
    );
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(await step(looking.id, 'commit')).toMatchObject({ state: 'done', toCreate: 1, toChange: 1 });
    expect((await suppliers()).map(({ name, leadDays }) => [name, leadDays])).toEqual([
      ['Ещё одно', undefined],
      ['Новое', 5],
    ]);
    expect((await manager.get<SupplierBody>(`/suppliers/${known.id}`)).body).toMatchObject({ name: 'Новое', contacts });
    expect(await step(looking.id, 'undo')).toMatchObject({ state: 'undone' });
    expect((await suppliers()).map(({ name }) => name)).toEqual(['Старое']);
  });

  it.each(['xlsx', 'csv'])('takes an own export back unchanged: %s', async (ending) => {
    await manager.post('/suppliers', {
      name: '=СУММ(A1)',
      phone: '+7 912 345-67-89',
      leadDays: 0,
      website: 'https://a.example',
    });
    const { bytes } = await fetchBytes(manager, `/suppliers/export.${ending}?lang=ru`);
    const looking = await looked(bytes, `suppliers.${ending}`, 'suppliers');
    expect(await faultsOf(looking.id)).toEqual([]);
    expect(looking).toMatchObject({ toCreate: 0, toChange: 0, mapping: { columns: { length: 9 } } });
    expect(looking.rowsTotal).toBe((await suppliers()).length);
  });

  it('names what is wrong by row and column', async () => {
    const looking = await imported('Поставщик;Срок поставки, дней;Сайт\n;3;\nА;долго;\nБ;;наш сайт\n');
    expect((await faultsOf(looking.id)).map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'Поставщик', 'required'],
      [3, 'Срок поставки, дней', 'not_a_number'],
      [4, 'Сайт', 'out_of_range'],
    ]);
    const nameless = await imported('Сайт;Внешний код\na.example;нет-такого\n');
    expect(await faultsOf(nameless.id)).toMatchObject([{ row: 2, rule: 'column', value: 'name' }]);
  });
});
