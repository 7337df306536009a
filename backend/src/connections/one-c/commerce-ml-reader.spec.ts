import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommerceMlClassifier } from './commerce-ml-classifier.js';
import { CommerceMlFault } from './commerce-ml-fault.js';
import {
  readCommerceMl,
  type CommerceMlEntry,
  type CommerceMlReading,
  type ReadingPosition,
} from './commerce-ml-reader.js';

const RETAIL = 'b4a6a6a0-7b1f-11ee-9c5d-00155d0a6b01';
const WHOLESALE = 'b4a6a6a0-7b1f-11ee-9c5d-00155d0a6b02';

/** As 1С:УНФ sends a catalogue, with a group in a group. */
const IMPORT = `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.05" ДатаФормирования="2026-11-30T09:15:00">
  <Классификатор>
    <Ид>1d2c4a50-7b1f-11ee-9c5d-00155d0a6b00</Ид>
    <Наименование>Классификатор (Основной каталог товаров)</Наименование>
    <Группы>
      <Группа><Ид>g-1</Ид><Наименование>Сувениры</Наименование>
        <Группы><Группа><Ид>g-2</Ид><Наименование>Кружки &amp; стаканы</Наименование></Группа></Группы>
      </Группа>
      <Группа><Ид>g-3</Ид><Наименование>Сырьё</Наименование></Группа>
    </Группы>
    <Свойства><Свойство><Ид>p-1</Ид><Наименование>Цвет</Наименование></Свойство></Свойства>
  </Классификатор>
  <Каталог СодержитТолькоИзменения="false">
    <Ид>1d2c4a50-7b1f-11ee-9c5d-00155d0a6b00</Ид>
    <Товары>
      <Товар>
        <Ид>good-1</Ид>
        <Артикул>КР-01</Артикул>
        <Наименование>Кружка белая «Утро»</Наименование>
        <БазоваяЕдиница Код="796" НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт.</БазоваяЕдиница>
        <Группы><Ид>g-2</Ид></Группы>
        <Описание><![CDATA[Фарфор, 330 мл <белый>]]></Описание>
        <Картинка>import_files/1d/good-1.jpg</Картинка>
        <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ВидНоменклатуры</Наименование><Значение>Товар</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>
      </Товар>
      <Товар Статус="Удален"><Ид>good-2</Ид><Наименование>Стакан</Наименование></Товар>
      <Товар><Ид>good-3</Ид><Наименование>Глина</Наименование><Артикул/><БазоваяЕдиница>166</БазоваяЕдиница><Группы><Ид>g-3</Ид></Группы><ПометкаУдаления>false</ПометкаУдаления></Товар>
      <Товар><Ид>good-4</Ид></Товар>
      <Товар><Наименование>Без имени</Наименование></Товар>
    </Товары>
  </Каталог>
</КоммерческаяИнформация>
`;

const OFFERS = `<?xml version="1.0" encoding="windows-1251"?>
<КоммерческаяИнформация ВерсияСхемы="2.04">
  <ПакетПредложений>
    <ТипыЦен>
      <ТипЦены><Ид>${RETAIL}</Ид><Наименование>Розничная</Наименование><Валюта>руб</Валюта></ТипЦены>
      <ТипЦены><Ид>${WHOLESALE}</Ид><Наименование>Оптовая</Наименование><Валюта>RUB</Валюта></ТипЦены>
    </ТипыЦен>
    <Предложения>
      <Предложение>
        <Ид>good-1</Ид>
        <Цены>
          <Цена><Представление>1 290,5 руб за шт</Представление><ИдТипаЦены>${RETAIL}</ИдТипаЦены><ЦенаЗаЕдиницу>1 290,5</ЦенаЗаЕдиницу><Валюта>руб.</Валюта><Единица>шт</Единица><Коэффициент>1</Коэффициент></Цена>
          <Цена><ИдТипаЦены>${WHOLESALE}</ИдТипаЦены><ЦенаЗаЕдиницу>990.0000</ЦенаЗаЕдиницу><Валюта>643</Валюта></Цена>
        </Цены>
        <Количество>12</Количество>
      </Предложение>
      <Предложение><Ид>good-3</Ид><Склад ИдСклада="s-1" КоличествоНаСкладе="0.1"/><Склад ИдСклада="s-2" КоличествоНаСкладе="0.2"/><Склад ИдСклада="s-3" КоличествоНаСкладе=""/></Предложение>
      <Предложение><Ид>good-1#char-1</Ид><Количество>3</Количество></Предложение>
    </Предложения>
  </ПакетПредложений>
</КоммерческаяИнформация>`;

function changes(offers: string): string {
  return `<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2"><ИзмененияПакетаПредложений><Предложения>${offers}</Предложения></ИзмененияПакетаПредложений></КоммерческаяИнформация>`;
}

const DOCUMENTS = `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.08">
  <Документ>
    <Ид>order-1</Ид><Номер>З-17</Номер><Дата>2026-11-29</Дата><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>
    <Валюта>руб</Валюта><Курс>1</Курс><Сумма>2580.00</Сумма>
    <Контрагенты><Контрагент><Ид>client-1</Ид><Наименование>Петрова Анна</Наименование><Роль>Покупатель</Роль><Фамилия>Петрова</Фамилия><Имя>Анна</Имя>
      <АдресРегистрации><Представление>Казань, Баумана, 1</Представление><Контакты><Контакт><Тип>Почта</Тип><Значение>anna@example.org</Значение></Контакт></Контакты></АдресРегистрации></Контрагент></Контрагенты>
    <Время>14:30:00</Время><Комментарий>До пятницы</Комментарий>
    <Товары>
      <Товар><Ид>good-1</Ид><Наименование>Кружка</Наименование><ЦенаЗаЕдиницу>1290.00</ЦенаЗаЕдиницу><Количество>2</Количество><Сумма>2322.00</Сумма></Товар>
    </Товары>
    <ЗначенияРеквизитов>
      <ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>В производстве</Значение></ЗначениеРеквизита>
      <ЗначениеРеквизита><Наименование>Проведен</Наименование><Значение>true</Значение></ЗначениеРеквизита>
      <ЗначениеРеквизита><Наименование>Дата оплаты по 1С</Наименование><Значение>2026-11-30</Значение></ЗначениеРеквизита>
    </ЗначенияРеквизитов>
  </Документ>
  <Контейнер><Документ><Ид>order-2</Ид><ХозОперация>Заказ товара</ХозОперация><Сумма>10</Сумма><ЗначенияРеквизитов>
    <ЗначениеРеквизита><Наименование>Отменен</Наименование><Значение>true</Значение></ЗначениеРеквизита>
    <ЗначениеРеквизита><Наименование>Дата оплаты по 1С</Наименование><Значение>T</Значение></ЗначениеРеквизита>
  </ЗначенияРеквизитов></Документ></Контейнер>
  <Документ><Ид>pay-1</Ид><ХозОперация>Выплата безналичных денег</ХозОперация></Документ>
  <Документ><Ид>order-3</Ид><ХозОперация>Заказ товара</ХозОперация><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>На согласовании</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>
</КоммерческаяИнформация>`;

const CYRILLIC = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';

/** Bytes of Windows-1251. */
function inWindows1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const place = CYRILLIC.indexOf(letter);
      if (place >= 0) return 0xc0 + place;
      return (
        ({ Ё: 0xa8, ё: 0xb8, '«': 0xab, '»': 0xbb, '№': 0xb9 } as Record<string, number>)[letter] ??
        letter.charCodeAt(0)
      );
    }),
  );
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function readingOf(more: Partial<CommerceMlReading> = {}): CommerceMlReading {
  return {
    classifier: new CommerceMlClassifier(),
    currency: 'RUB',
    digits: 2,
    timeZone: 'Europe/Moscow',
    statuses: { 'в производстве': 'in_production', проведен: 'confirmed' },
    ...more,
  };
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  file: string | Uint8Array,
  { from, size = 1_000, ...more }: Partial<CommerceMlReading> & { from?: ReadingPosition; size?: number } = {},
): Promise<CommerceMlEntry[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return allOf(readCommerceMl(inPieces(bytes.subarray(from?.bytes ?? 0), size), readingOf(more), from));
}

/** What was told before a fault, and the fault. */
async function readUpToFault(file: string | Uint8Array): Promise<{ told: string[]; fault: CommerceMlFault }> {
  const told: string[] = [];
  try {
    const bytes = typeof file === 'string' ? Buffer.from(file) : file;
    for await (const { externalId } of readCommerceMl(inPieces(bytes, 100_000), readingOf()))
      told.push(externalId ?? '');
  } catch (error) {
    if (error instanceof CommerceMlFault) return { told, fault: error };
    throw error;
  }
  throw new Error('It was read');
}

describe('a catalogue of 1C', () => {
  it('tells of its goods with their categories, and of each that it cannot tell of why', async () => {
    const entries = await read(IMPORT);
    expect(entries.map(({ records }) => records[0])).toEqual([
      {
        subject: 'products',
        externalId: 'good-1',
        name: 'Кружка белая «Утро»',
        article: 'КР-01',
        unit: 'шт',
        description: 'Фарфор, 330 мл <белый>',
        category: ['Сувениры', 'Кружки & стаканы'],
        isArchived: false,
      },
      { subject: 'products', externalId: 'good-2', name: 'Стакан', isArchived: true },
      {
        subject: 'products',
        externalId: 'good-3',
        name: 'Глина',
        article: null,
        unit: 'кг',
        category: ['Сырьё'],
        isArchived: false,
      },
      undefined,
      undefined,
    ]);
    expect(entries.slice(3).map(({ externalId, faults }) => [externalId, faults])).toEqual([
      ['good-4', [{ reason: 'no_name', field: 'Наименование', value: '' }]],
      [undefined, [{ reason: 'no_id', field: 'Ид', value: '' }]],
    ]);
  });

  it('is the same in Windows-1251, in UTF-8 with a mark, and however its bytes come', async () => {
    const plain = (await read(IMPORT)).map(({ records }) => records);
    const older = inWindows1251(IMPORT.replace('UTF-8', 'windows-1251'));
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(IMPORT)]);
    for (const file of [older, marked, Buffer.from(IMPORT.replaceAll('\n', '\r\n'))]) {
      for (const size of [1, 7, 100_000]) {
        expect((await read(file, { size })).map(({ records }) => records)).toEqual(plain);
      }
    }
  });

  it('is read on from every record as if it had never stopped', async () => {
    const classifier = new CommerceMlClassifier();
    const files: Buffer[] = [IMPORT, IMPORT.replaceAll('\n', '\r\n'), OFFERS].map((text) => Buffer.from(text));
    files.push(inWindows1251(OFFERS), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(IMPORT)]));
    files[2] = Buffer.from(OFFERS.replace('windows-1251', 'utf-8'));
    for (const file of files) {
      const whole = await read(file, { classifier });
      for (const [index, { position }] of whole.entries()) {
        const kept = new CommerceMlClassifier(structuredClone(classifier.stored));
        const rest = await read(file, { classifier: kept, from: structuredClone(position), size: 13 });
        expect(rest).toEqual(whole.slice(index + 1));
      }
    }
  });

  it('refers to groups that an earlier file told of', async () => {
    const classifier = new CommerceMlClassifier();
    const [groups = '', goods = ''] = IMPORT.split('<Каталог');
    await read(`${groups}</КоммерческаяИнформация>`, { classifier });
    const kept = new CommerceMlClassifier(structuredClone(classifier.stored));
    const [first] = await read(`<КоммерческаяИнформация><Каталог${goods}`, { classifier: kept });
    expect(first?.records[0]).toMatchObject({ category: ['Сувениры', 'Кружки & стаканы'] });
  });
});

describe('offers of 1C', () => {
  it('tell the price of the chosen type in minor units, and the stock of all stores together', async () => {
    const entries = await read(inWindows1251(OFFERS));
    expect(entries.map(({ records }) => records[0])).toEqual([
      { subject: 'products', externalId: 'good-1', price: 129_050, stock: 12 },
      { subject: 'products', externalId: 'good-3', stock: 0.3 },
      undefined,
    ]);
    expect(entries[2]?.faults).toEqual([{ reason: 'characteristic', field: 'Ид', value: 'good-1#char-1' }]);
    const [wholesale] = await read(inWindows1251(OFFERS), { priceType: 'оптовая' });
    expect(wholesale?.records[0]).toMatchObject({ price: 99_000 });
  });

  it('tell once that there is no such price type, and the stock all the same', async () => {
    const file = changes(
      '<Предложение><Ид>a</Ид><Цены><Цена><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена></Цены><Количество>1</Количество></Предложение>'.repeat(
        3,
      ),
    );
    const entries = await read(file, { priceType: 'Интернет' });
    expect(entries.map(({ faults }) => faults.length)).toEqual([1, 0, 0]);
    expect(entries[0]).toMatchObject({
      records: [{ externalId: 'a', stock: 1 }],
      faults: [{ reason: 'price_type', field: 'ТипЦены', value: 'Интернет' }],
    });
  });

  it('are read of the newer files of prices and rests, by their namespace too', async () => {
    const file = changes(`
      <Предложение><Ид>a</Ид><Остатки><Остаток><Склад><Ид>s</Ид><Количество>150</Количество></Склад></Остаток><Остаток><Количество>5,5</Количество></Остаток></Остатки></Предложение>
      <Предложение><Ид>b</Ид><Количество>-4</Количество></Предложение>
      <Предложение><Ид>c</Ид><Склады ИдСклада="s" КоличествоНаСкладе="2"/><Цены><Цена><ЦенаЗаЕдиницу>10.335</ЦенаЗаЕдиницу></Цена></Цены></Предложение>`);
    expect((await read(file)).map(({ records }) => records[0])).toEqual([
      { subject: 'products', externalId: 'a', stock: 155.5 },
      { subject: 'products', externalId: 'b', stock: 0 },
      { subject: 'products', externalId: 'c', stock: 2, price: 1_034 },
    ]);
  });

  it.each([
    ['price', 'ЦенаЗаЕдиницу', 'дорого', '<ЦенаЗаЕдиницу>дорого</ЦенаЗаЕдиницу>'],
    ['price', 'ЦенаЗаЕдиницу', '-5', '<ЦенаЗаЕдиницу>-5</ЦенаЗаЕдиницу>'],
    ['currency', 'Валюта', 'USD', '<ЦенаЗаЕдиницу>5</ЦенаЗаЕдиницу><Валюта>USD</Валюта>'],
    ['price_unit', 'Коэффициент', '10', '<ЦенаЗаЕдиницу>5</ЦенаЗаЕдиницу><Коэффициент>10</Коэффициент>'],
  ])('leave out a price for its %s, and tell the rest', async (reason, field, value, price) => {
    const file = changes(
      `<Предложение><Ид>a</Ид><Цены><Цена>${price}</Цена></Цены><Количество>2</Количество></Предложение>`,
    );
    expect(await read(file)).toMatchObject([
      { records: [{ subject: 'products', externalId: 'a', stock: 2 }], faults: [{ reason, field, value }] },
    ]);
  });

  it('have their money exact whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.constantFrom('.', ','),
        async (minor, point) => {
          const text = `${Math.floor(minor / 100)}${point}${String(minor % 100).padStart(2, '0')}`;
          const file = changes(
            `<Предложение><Ид>a</Ид><Цены><Цена><ЦенаЗаЕдиницу>${text}</ЦенаЗаЕдиницу></Цена></Цены></Предложение>`,
          );
          expect((await read(file))[0]?.records[0]).toMatchObject({ price: minor });
        },
      ),
    );
  });
});

describe('documents of 1C', () => {
  it('tell of orders, of who ordered, of statuses and of what is paid', async () => {
    const entries = await read(DOCUMENTS);
    expect(entries[0]?.records).toEqual([
      {
        subject: 'clients',
        externalId: 'client-1',
        lastName: 'Петрова',
        firstName: 'Анна',
        email: 'anna@example.org',
        address: 'Казань, Баумана, 1',
      },
      {
        subject: 'orders',
        externalId: 'order-1',
        number: 'З-17',
        clientId: 'client-1',
        status: 'in_production',
        orderedAt: new Date('2026-11-29T11:30:00Z'),
        note: 'До пятницы',
        // With the discount that only the sum of the line has in it.
        lines: [{ productId: 'good-1', title: 'Кружка', quantity: 2, unitPrice: 129_000, total: 232_200 }],
        paid: 258_000,
      },
    ]);
    expect(entries[1]?.records).toEqual([{ subject: 'orders', externalId: 'order-2', status: 'cancelled' }]);
    expect(entries[2]).toMatchObject({ records: [], faults: [{ reason: 'operation' }] });
    expect(entries[3]).toMatchObject({
      records: [{ subject: 'orders', externalId: 'order-3' }],
      faults: [{ reason: 'status', field: 'Статус заказа', value: 'На согласовании' }],
    });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['cut off', IMPORT.slice(0, IMPORT.indexOf('<Товар Статус') + 20), 'cut_off', ['good-1']],
    ['empty', '', 'cut_off', []],
    ['broken', IMPORT.replace('<Товар Статус="Удален">', '<Товар Статус=Удален>'), 'not_xml', ['good-1']],
    ['with pieces in another order', IMPORT.slice(1_000) + IMPORT.slice(0, 1_000), 'not_xml', []],
    ['no XML', 'PK\u0003\u0004'.repeat(200), 'not_xml', []],
    ['something else', '<?xml version="1.0"?><yml_catalog date="2026-11-30"/>', 'foreign', []],
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><КоммерческаяИнформация/>', 'foreign', []],
    ['with an entity of its own', IMPORT.replace('Стакан', '&bomb;'), 'not_xml', ['good-1']],
    ['in an encoding that nobody uses', IMPORT.replace('UTF-8', 'koi8-r'), 'encoding', []],
    ['too deep', `<КоммерческаяИнформация>${'<а>'.repeat(100)}`, 'too_deep', []],
    ['a text without an end', `<КоммерческаяИнформация><а>${'я'.repeat(1_200_000)}`, 'too_large', []],
    ['a tag without an end', `<КоммерческаяИнформация><а б="${'я'.repeat(1_200_000)}`, 'too_large', []],
  ])('is told of where it is %s, after all that it told before', async (_, file, reason, told) => {
    const found = await readUpToFault(file);
    expect([found.fault.reason, found.told]).toEqual([reason, told]);
  });

  it('is told of where it is not in the encoding that it tells, with the line', async () => {
    const { fault } = await readUpToFault(inWindows1251(IMPORT));
    expect(fault.reason).toBe('encoding');
    const broken = await readUpToFault(IMPORT.replace('</Товар>', '</Товары>'));
    expect(IMPORT.split('\n')[broken.fault.line - 1]).toContain('</Товар>');
  });

  it('has one good refused whose text is too long, and the others taken', async () => {
    const file = IMPORT.replace('Фарфор', 'Ф'.repeat(70_000));
    const [long, next] = await read(file);
    expect(long).toMatchObject({ externalId: 'good-1', records: [], faults: [{ reason: 'text_too_long' }] });
    expect(next?.records).toHaveLength(1);
  });

  it('never ends in anything but records and a fault', async () => {
    const bytes = Buffer.from(IMPORT);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (place, byte) => {
        const damaged = Buffer.from(bytes);
        damaged[place] = byte;
        await read(damaged).catch((error: unknown) => expect(error).toBeInstanceOf(CommerceMlFault));
      }),
    );
  });
});
