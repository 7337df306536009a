import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { LineColumn } from './line-column';
import { PasteDialog, type Pasting } from './paste-dialog';
import { tableOf } from './pasted-table';

interface Line {
  title: string;
  quantity: number | null;
  unit: string;
  note: string;
}

const columns: readonly LineColumn<Line>[] = [
  { key: 'title', label: 'title', kind: 'text', paste: { heading: /^name$/ } },
  { key: 'quantity', label: 'quantity', kind: 'number', paste: { heading: /^qty$/, unitTo: 'unit' } },
  { key: 'unit', label: 'unit', kind: 'text', paste: { heading: /^unit$/ } },
  {
    key: 'twice',
    label: 'twice',
    kind: 'template',
    paste: { heading: /^twice$/, expected: ({ quantity }) => (quantity ?? 0) * 200 },
  },
  { key: 'note', label: 'note', kind: 'text', isFolded: true, paste: { heading: /^note$/, keepsUnread: true } },
];

describe('a pasted table', () => {
  let taken: Line[] | undefined;

  beforeEach(() => {
    taken = undefined;
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    const i18n = { t: (key: string) => key, has: () => true, language: () => 'ru' };
    const formats = { money: (minor: number) => `${minor / 100} ₽`, number: (value: number) => `${value}` };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru: {} }, translocoConfig })],
      providers: [
        { provide: I18n, useValue: i18n },
        { provide: Formats, useValue: formats },
        { provide: Workshop, useValue: { settings: () => ({ currencyDigits: 2 }) } },
        { provide: MatDialogRef, useValue: { close: (lines: Line[]) => (taken = lines) } },
      ],
    });
  });

  const open = async (text: string, most = 10) => {
    const table = tableOf(text, most + 1);
    if (!table) throw new Error('No table');
    const blank = (): Line => ({ title: '', quantity: 1, unit: 'pcs', note: '' });
    const guess: Pasting<Line>['guess'] = (_rows, named) => named.map((key) => key ?? '');
    const data: Pasting<Line> = { table, columns, blank, guess, most };
    TestBed.overrideProvider(MAT_DIALOG_DATA, { useValue: data });
    const fixture = TestBed.createComponent(PasteDialog<Line>);
    await fixture.whenStable();
    const host: HTMLElement = fixture.nativeElement;
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const row = (index: number): string[] =>
      [...(host.querySelectorAll('tbody tr')[index]?.querySelectorAll('td') ?? [])].map(
        (cell) => cell.textContent?.trim() ?? '',
      );
    const choose = async (at: number, key: string): Promise<void> => {
      const select = host.querySelectorAll('select')[at];
      if (!select) throw new Error(`No column ${at}`);
      select.value = key;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    };
    const put = async (index: number, text: string): Promise<void> => {
      const input = host.querySelectorAll<HTMLInputElement>('td input')[index];
      if (!input) throw new Error('Nothing stands open');
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    };
    const open = (): number => host.querySelectorAll('td input').length;
    const take = async (): Promise<void> =>
      (await loader.getHarness(MatButtonHarness.with({ selector: '[mat-flat-button]' }))).click();
    return { host, loader, row, choose, put, open, take };
  };

  it('is shown as it will be taken, and taken so', async () => {
    const { row, take } = await open('name\tqty\nCup\t1,50 kg');
    expect(row(0)).toEqual(['Cup', '1.5\u00a0kg']);
    await take();
    expect(taken).toEqual([{ title: 'Cup', quantity: 1.5, unit: 'kg', note: '' }]);
  });

  it('gives a column of the grid to one of its own, the one that was chosen last', async () => {
    const { choose, take } = await open('name\tqty\tother\nCup\t2\t3');
    await choose(2, 'quantity');
    await take();
    expect(taken).toMatchObject([{ title: 'Cup', quantity: 3 }]);
    await choose(2, '');
    await take();
    expect(taken).toMatchObject([{ title: 'Cup', quantity: 1 }]);
  });

  it('takes the first row for a line where it is said to be none of headings', async () => {
    const { loader, choose, take } = await open('name\tqty\nCup\t2');
    await (await loader.getHarness(MatCheckboxHarness)).uncheck();
    await choose(0, 'title');
    await take();
    expect(taken?.map(({ title }) => title)).toEqual(['name', 'Cup']);
  });

  it('opens a cell that cannot be read, and keeps it open while it is put right', async () => {
    const { host, put, open: opened, take } = await open('name\tqty\nCup\tlots\nCake\t2');
    expect(host.querySelector('tbody [aria-invalid]')?.getAttribute('aria-describedby')).toBe('pasted-0-1');
    expect(host.querySelector('#pasted-0-1')?.textContent).toBe('fields.number');
    await put(0, '5');
    expect([opened(), host.querySelector('.fault')]).toEqual([1, null]);
    await take();
    expect(taken?.map(({ quantity }) => quantity)).toEqual([5, 2]);
  });

  it('loses nothing that was not put right', async () => {
    const { take } = await open('name\tqty\tnote\nCup\tlots\tblue');
    await take();
    expect(taken).toEqual([{ title: 'Cup', quantity: null, unit: 'pcs', note: 'blue; quantity: lots' }]);
  });

  it('compares a sum and does not take it', async () => {
    const { host, take } = await open('name\tqty\ttwice\nCup\t2\t4,00\nCake\t2\t5,00');
    expect(host.querySelectorAll('.differs').length).toBe(1);
    await take();
    expect(taken?.[1]).toEqual({ title: 'Cake', quantity: 2, unit: 'pcs', note: '' });
  });

  it('takes no more lines than there is room for, and says so', async () => {
    const { host, loader, take } = await open('name\tqty\nCup\t1\nCake\t2\nVase\t3', 2);
    await (await loader.getHarness(MatCheckboxHarness)).uncheck();
    expect(host.querySelector('[role="status"]')?.textContent).toContain('lines.paste.cut');
    await take();
    expect(taken?.length).toBe(2);
  });

  it('leaves out rows that sum up others, and those that are not ticked', async () => {
    const { host, take } = await open('name\tqty\nCup\t1\nCake\tlots\nTotal:\t3');
    const ticks = [...host.querySelectorAll<HTMLInputElement>('[type="checkbox"][aria-label="lines.paste.row"]')];
    expect(ticks.map(({ checked }) => checked)).toEqual([true, true, false]);
    ticks[1]?.click();
    await take();
    expect(taken?.map(({ title }) => title)).toEqual(['Cup']);
    expect(host.querySelector('.fault')).toBe(null);
    ticks[2]?.click();
    await take();
    expect(taken?.map(({ title }) => title)).toEqual(['Cup', 'Total:']);
  });
});
