import { linePath } from './line-path';

describe('the path of a line that was sent', () => {
  it('leads to where it stands in the form, under the name of the form', () => {
    expect(linePath('items.1.price', 'items', [0, 3])).toBe('items.3.price');
    expect(linePath('items.0', 'items', [2], 'lines')).toBe('lines.2');
  });

  it('stays as it is for what was not sent, and for anything else', () => {
    expect(linePath('items.7.price', 'items', [0])).toBe('items.7.price');
    expect(linePath('items', 'items', [0])).toBe('items');
    expect(linePath('note', 'items', [0])).toBe('note');
  });
});
