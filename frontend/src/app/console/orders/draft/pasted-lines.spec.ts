import { pastedLines } from './pasted-lines';

describe('lines pasted from a spreadsheet', () => {
  it('are title, quantity and price of each row', () => {
    const lines = pastedLines('Кружка\t2\t1 500,50\r\nТорт\t2,5\t2000\r\n', { unit: 'шт', digits: 2 });
    expect(lines?.map(({ title, quantity, unitPrice }) => [title, quantity, unitPrice])).toEqual([
      ['Кружка', 2, 150_050],
      ['Торт', 2.5, 200_000],
    ]);
  });

  it('are one piece without a price where only titles were copied', () => {
    expect(pastedLines('Кружка\nТорт', { unit: 'шт', digits: 2 })).toMatchObject([
      { title: 'Кружка', quantity: 1, unitPrice: null, unit: 'шт' },
      { title: 'Торт', quantity: 1, unitPrice: null, unit: 'шт' },
    ]);
  });

  it('leave out a row of headings', () => {
    expect(
      pastedLines('Название\tКол-во\tЦена\nКружка\t2\t100', { unit: 'шт', digits: 2 })?.map(({ title }) => title),
    ).toEqual(['Кружка']);
  });

  it('are none where one plain value is pasted into a cell', () => {
    expect(pastedLines('Кружка с гравировкой', { unit: 'шт', digits: 2 })).toBeUndefined();
    expect(pastedLines('', { unit: 'шт', digits: 2 })).toBeUndefined();
  });
});

describe('rows of a price list', () => {
  const read = (text: string): unknown[] =>
    (pastedLines(text, { unit: 'шт', digits: 2 }) ?? []).map(({ title, quantity, unit, unitPrice, wishes }) => [
      title,
      quantity,
      unit,
      unitPrice,
      wishes,
    ]);

  it.each([
    ['a unit beside its figure', 'Кружка\t10 кг\t150,00', ['Кружка', 10, 'кг', 150_00, '']],
    ['a currency behind the price', 'Кружка\t2\t1 234,50 руб.', ['Кружка', 2, 'шт', 1_234_50, '']],
    ['zeros after the kopecks', 'Кружка\t2\t12,500', ['Кружка', 2, 'шт', 12_50, '']],
    ['a count of the rows', '1\tКружка\t5\t350', ['Кружка', 5, 'шт', 350_00, '']],
    ['a unit in a column of its own', 'Кружка\t5\tкомпл\t350', ['Кружка', 5, 'компл', 350_00, '']],
    ['quotes written twice', '"Доска ""Меню"""\t1\t500', ['Доска "Меню"', 1, 'шт', 500_00, '']],
    ['a break within a cell', '"Доска\nбольшая"\t1\t500', ['Доска большая', 1, 'шт', 500_00, '']],
    ['a unit too long for its cell', 'Труба\t5\tпогонный метр\t350', ['Труба', 5, 'шт', 350_00, 'погонный метр']],
    ['what is no figure', 'Кружка\tмного\tдоговорная', ['Кружка', 1, 'шт', null, 'много; договорная']],
  ])('are read with %s', (_what, text, line) => {
    expect(read(text)).toEqual([line]);
  });

  it('are known by their headings, wherever a column stands', () => {
    const text = '№\tНаименование\tКол-во\tЕд.\tЦена\tСумма\n1\tКружка\t5\tкг\t350\t1750\n2\tТорт\t1\tшт\t900\t900';
    expect(read(text)).toEqual([
      ['Кружка', 5, 'кг', 350_00, ''],
      ['Торт', 1, 'шт', 900_00, ''],
    ]);
  });

  it('lose no first row that is no heading', () => {
    expect(read('Кружка\t10 шт.\nТорт\t2')).toEqual([
      ['Кружка', 10, 'шт', null, ''],
      ['Торт', 2, 'шт', null, ''],
    ]);
  });
});
