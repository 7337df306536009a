import { recognise, tableOf } from '../../../ui/line-grid/pasted-table';
import { type PastedLine, readLines } from '../../../ui/line-grid/read-lines';
import { lineColumns } from './line-columns';
import { type LineDraft, blankLine } from './order-draft';
import { columnsByContents } from './pasted-columns';

const suggests = { search: async () => [], take: async () => undefined };
const columns = lineColumns(
  () => [],
  suggests,
  () => '',
).filter(({ paste }) => paste);

/** The columns of a pasted text, and the lines it becomes. */
function pasted(text: string): { keys: string; hasHeading: boolean; lines: PastedLine<LineDraft>[] } {
  const table = tableOf(text, 501) ?? { rows: [], isCut: false };
  const { keys, hasHeading } = recognise(table, columns, columnsByContents);
  const reading = { columns, keys, digits: 2, blank: () => blankLine('шт'), nameOf: ({ key }: { key: string }) => key };
  return { keys: keys.join(' '), hasHeading, lines: readLines(table.rows.slice(hasHeading ? 1 : 0), reading) };
}

const read = (text: string): unknown[] =>
  pasted(text).lines.map(({ row: { title, quantity, unit, unitPrice, wishes } }) => [
    title,
    quantity,
    unit,
    unitPrice,
    wishes,
  ]);

describe('rows of a price list', () => {
  it.each([
    ['a unit beside its figure', 'Кружка\t10 шт\t150,00', ['Кружка', 10, 'шт', 150_00, '']],
    ['another unit', 'Кружка\t10 кг\t150,00', ['Кружка', 10, 'кг', 150_00, '']],
    ['a square unit', 'Плитка\t12,5 м2\t150', ['Плитка', 12.5, 'м2', 150_00, '']],
    ['a currency behind the price', 'Кружка\t2\t1 234,50 руб.', ['Кружка', 2, 'шт', 1_234_50, '']],
    ['a currency before the price', 'Кружка\t2\t₽ 1 234,50', ['Кружка', 2, 'шт', 1_234_50, '']],
    ['no-break spaces in the price', 'Кружка\t2\t1\u00a0234,50\u00a0₽', ['Кружка', 2, 'шт', 1_234_50, '']],
    ['zeros after the kopecks', 'Кружка\t2\t12,500', ['Кружка', 2, 'шт', 12_50, '']],
    ['a count of the rows', '1\tКружка\t5\t350', ['Кружка', 5, 'шт', 350_00, '']],
    ['a code before the title', '1045\tКружка\t5\t350', ['Кружка', 5, 'шт', 350_00, '']],
    ['the quantity before the title', '5\tКружка\t350', ['Кружка', 5, 'шт', 350_00, '']],
    ['a unit in a column of its own', 'Кружка\t5\tкомпл\t350', ['Кружка', 5, 'компл', 350_00, '']],
    ['an unusual unit in a column of its own', 'Кружка\t5\tлукошко\t350', ['Кружка', 5, 'лукошко', 350_00, '']],
    ['a price alone', 'Кружка\t350,00', ['Кружка', 1, 'шт', 350_00, '']],
    ['a quantity alone', 'Кружка\t35', ['Кружка', 35, 'шт', null, '']],
    ['a title that begins with a figure', '3 розы\t150,00', ['3 розы', 1, 'шт', 150_00, '']],
    ['wishes after the figures', 'Кружка\t2\t350\tСинюю', ['Кружка', 2, 'шт', 350_00, 'Синюю']],
    ['quotes written twice', '"Доска ""Меню"""\t1\t500', ['Доска "Меню"', 1, 'шт', 500_00, '']],
    ['a break within a cell', '"Доска\nбольшая"\t1\t500', ['Доска большая', 1, 'шт', 500_00, '']],
    ['a tab within a cell', '"Доска\tбольшая"\t1\t500', ['Доска\tбольшая', 1, 'шт', 500_00, '']],
  ])('are read with %s', (_what, text, line) => {
    expect(read(text)).toEqual([line]);
  });

  it.each([
    ['Наименование\tКол-во\tЕд.\tЦена\tСумма', 'title quantity unit unitPrice total'],
    [
      '№ п/п\tТовары (работы, услуги)\tКоличество\tЕд. изм.\tЦена, руб.\tСумма с НДС',
      ' title quantity unit unitPrice total',
    ],
    ['Артикул\tНазвание\tСтоимость за шт\tКол.\tСтоимость', ' title unitPrice quantity total'],
    ['Item\tQty\tUnit\tUnit price\tDiscount, %\tAmount', 'title quantity unit unitPrice discountPercent total'],
    ['Изделие\tКоличество\tЦена', 'title quantity unitPrice'],
    ['Что сделать\tИзделие\tПожелания\tСкидка', 'title product wishes discountPercent'],
    ['Сумма скидки\tНазвание\tСумма НДС\tПримечание', ' title  wishes'],
  ])('are known by their headings: %s', (heading, keys) => {
    expect(pasted(heading)).toMatchObject({ keys, hasHeading: true });
  });

  it('are read by their headings, wherever a column stands', () => {
    expect(read('№\tНаименование\tКол-во\tЕд.\tЦена\tСумма\n7\tКружка\t5\tкг\t350\t1750')).toEqual([
      ['Кружка', 5, 'кг', 350_00, ''],
    ]);
  });

  it('are known by what they hold where one heading of several is known', () => {
    expect(pasted('Вещь\tСколько берём\tЦена\nКружка\t5\t350\nТорт\t1\t900')).toMatchObject({
      keys: 'title quantity unitPrice',
      hasHeading: true,
    });
  });

  it('lose no first row that is no heading', () => {
    expect(read('Кружка\t10 шт.\nТорт\t2')).toEqual([
      ['Кружка', 10, 'шт', null, ''],
      ['Торт', 2, 'шт', null, ''],
    ]);
    expect(read('Товар подарочный\nКружка')).toEqual([
      ['Товар подарочный', 1, 'шт', null, ''],
      ['Кружка', 1, 'шт', null, ''],
    ]);
    expect(read('Название\tдоска\t10 шт.\nТорт\tбелый\t2')).toHaveLength(2);
    expect(read('Название\nКружка')).toEqual([['Кружка', 1, 'шт', null, '']]);
  });

  it('take figures that multiply for quantity, price and total, and compare the total', () => {
    const { keys, lines } = pasted('Кружка\t5\t350\t1 750,00\nТорт\t2\t900\t1800\nВаза\t3\t700\t2000');
    expect(keys).toBe('title quantity unitPrice total');
    expect(lines.map(({ cells }) => cells[3]?.differs)).toEqual([undefined, undefined, 2_100_00]);
    expect(lines.map(({ row }) => row.unitPrice)).toEqual([350_00, 900_00, 700_00]);
  });

  it('do not take a count of the rows for quantities', () => {
    expect(read('1\tКружка\t350,00\n2\tТорт\t900,00')).toEqual([
      ['Кружка', 1, 'шт', 350_00, ''],
      ['Торт', 1, 'шт', 900_00, ''],
    ]);
  });

  it('mark what cannot be read, and keep it by its name in the wishes', () => {
    const [line] = pasted('Кружка\tмного\tдоговорная\tсиняя\nТорт\t2\t900\t\nВаза\t1\t100\t').lines;
    expect(line?.cells.map(({ fault }) => fault?.kind)).toEqual([undefined, 'number', 'money', undefined]);
    expect(line?.row).toMatchObject({
      title: 'Кружка',
      quantity: null,
      unitPrice: null,
      wishes: 'синяя; quantity: много; unitPrice: договорная',
    });
  });

  it('cut nothing off: what is too long is marked', () => {
    const [line] = pasted('Труба\t5 стандартных контейнеров\t350\nУгол\t2 шт\t90').lines;
    expect([line?.row.unit, line?.cells[1]?.fault]).toEqual([
      'стандартных контейнеров',
      { kind: 'maxLength', maxLength: 20 },
    ]);
  });

  it('read discounts with their sign', () => {
    const [line] = pasted('Кружка\t2\t350\t10 %\t630').lines;
    expect(line?.row).toMatchObject({ quantity: 2, unitPrice: 350_00, discountPercent: 10 });
  });
});

describe('what is pasted', () => {
  it('is no table where it is one plain value', () => {
    expect(tableOf('Кружка с гравировкой', 10)).toBeUndefined();
    expect(tableOf('Кружка\r\n', 10)).toBeUndefined();
    expect(tableOf('', 10)).toBeUndefined();
  });

  it('is bounded, and told to be cut', () => {
    const long = Array.from({ length: 600 }, (_, index) => `Кружка ${index}\t1`).join('\n');
    const wide = Array.from({ length: 30 }, (_, index) => `${index}`).join('\t');
    expect([tableOf(long, 501)?.rows.length, tableOf(long, 501)?.isCut]).toEqual([501, true]);
    expect([tableOf(wide, 501)?.rows[0]?.length, tableOf(wide, 501)?.isCut]).toEqual([20, true]);
    expect(tableOf('Кружка\t1\nТорт\t2', 2)?.isCut).toBe(false);
  });
});
