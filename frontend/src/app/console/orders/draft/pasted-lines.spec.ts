import { pastedLines } from './pasted-lines';

describe('lines pasted from a spreadsheet', () => {
  it('are title, quantity and price of each row', () => {
    const lines = pastedLines('Кружка\t2\t1 500,50\r\nТорт\t2,5\t2000\r\n', 'шт');
    expect(lines?.map(({ title, quantity, unitPrice }) => [title, quantity, unitPrice])).toEqual([
      ['Кружка', 2, 150_050],
      ['Торт', 2.5, 200_000],
    ]);
  });

  it('are one piece without a price where only titles were copied', () => {
    expect(pastedLines('Кружка\nТорт', 'шт')).toMatchObject([
      { title: 'Кружка', quantity: 1, unitPrice: null, unit: 'шт' },
      { title: 'Торт', quantity: 1, unitPrice: null, unit: 'шт' },
    ]);
  });

  it('leave out a row of headings', () => {
    expect(pastedLines('Название\tКол-во\tЦена\nКружка\t2\t100', 'шт')?.map(({ title }) => title)).toEqual(['Кружка']);
  });

  it('are none where one plain value is pasted into a cell', () => {
    expect(pastedLines('Кружка с гравировкой', 'шт')).toBeUndefined();
    expect(pastedLines('', 'шт')).toBeUndefined();
  });
});
