import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { applyEach, form, maxLength, required } from '@angular/forms/signals';
import { MatButtonHarness } from '@angular/material/button/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { Dialogs } from '../dialogs/dialogs';
import { provideIcons } from '../icon/icons';
import { LineCellTemplate } from './line-cell';
import type { LineColumn } from './line-column';
import { LineGrid } from './line-grid';
import type { Pasting } from './paste-dialog';

interface Line {
  id: string;
  title: string;
  quantity: number | null;
  price: number | null;
  who: string;
  note: string;
}

const blank = (): Line => ({ id: '', title: '', quantity: 1, price: null, who: '', note: '' });

@Component({
  imports: [LineCellTemplate, LineGrid],
  template: `
    <ui-line-grid
      label="Lines"
      words="line"
      [rows]="form"
      [columns]="columns"
      [blank]="blank"
      [isBlank]="isBlank"
      [isFixed]="isFixed"
      [most]="5"
    >
      <ng-template uiLineCell="sum" [uiLineCellOf]="columns" let-line>{{ line.quantity }} pieces</ng-template>
    </ui-line-grid>
  `,
})
class Page {
  readonly lines = signal<Line[]>([
    { ...blank(), id: 'a', title: 'Cup', price: 150_00, note: 'Blue' },
    { ...blank(), title: 'Cake', quantity: 2.5 },
  ]);
  readonly form = form(this.lines, (path) =>
    applyEach(path, (line) => {
      required(line.quantity);
      maxLength(line.note, 10);
    }),
  );
  readonly columns: readonly LineColumn<Line>[] = [
    { key: 'title', label: 'title', kind: 'text' },
    { key: 'quantity', label: 'quantity', kind: 'number', width: '80px' },
    { key: 'price', label: 'price', kind: 'money', width: '80px', permission: 'orders:prices' },
    { key: 'who', label: 'who', kind: 'choice', width: '80px', options: () => [{ value: 'm', label: 'Mary' }] },
    { key: 'sum', label: 'sum', kind: 'template', width: '80px' },
    { key: 'note', label: 'note', kind: 'text', isFolded: true, isMultiline: true },
  ];
  readonly blank = blank;
  readonly isBlank = ({ title }: Line): boolean => !title;
  readonly isFixed = ({ id }: Line): boolean => id !== '';
}

describe('a grid of lines', () => {
  const offered: (() => Promise<unknown>)[] = [];
  const said: string[] = [];
  /** What the dialog of a pasted table gives. */
  let taken: Line[] | undefined;
  let shown: Pasting<Line> | undefined;
  let may: boolean;

  beforeEach(() => {
    may = true;
    offered.length = 0;
    said.length = 0;
    [taken, shown] = [undefined, undefined];
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    const i18n = { t: (key: string) => key, has: () => true, language: () => 'ru' };
    const toasts = {
      say: (key: string) => said.push(key),
      offerUndo: (...[, , undo]: Parameters<Toasts['offerUndo']>) => offered.push(undo),
    };
    const dialogs = {
      open: async (_dialog: unknown, { data }: { data: Pasting<Line> }) => {
        shown = data;
        return taken;
      },
    };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru: {} }, translocoConfig })],
      providers: [
        provideIcons(),
        { provide: I18n, useValue: i18n },
        { provide: Session, useValue: { can: () => may } },
        { provide: Toasts, useValue: toasts },
        { provide: Dialogs, useValue: dialogs },
        { provide: Workshop, useValue: { settings: () => ({ currency: 'RUB', currencyDigits: 2 }) } },
      ],
    });
  });

  const open = async () => {
    const fixture = TestBed.createComponent(Page);
    const host: HTMLElement = fixture.nativeElement;
    document.body.append(host);
    await fixture.whenStable();
    const page = fixture.componentInstance;
    const cell = (index: number, key: string) => {
      const found = host.querySelector<HTMLInputElement>(
        `[data-line="${index}"] [data-cell="${key}"] :is(input, select, textarea)`,
      );
      if (!found) throw new Error(`No cell ${key} in line ${index}`);
      return found;
    };
    /** The cell that has the focus: `1.title`. */
    const place = (): string => {
      const focused = document.activeElement;
      const line = focused?.closest<HTMLElement>('[data-line]')?.dataset['line'];
      return `${line}.${focused?.closest<HTMLElement>('[data-cell]')?.dataset['cell']}`;
    };
    const press = async (code: string, modifiers: KeyboardEventInit = {}): Promise<void> => {
      const event = new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...modifiers });
      document.activeElement?.dispatchEvent(event);
      await fixture.whenStable();
    };
    const type = async (text: string): Promise<void> => {
      const input = document.activeElement as HTMLInputElement;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await fixture.whenStable();
    };
    const paste = async (text: string): Promise<boolean> => {
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.assign(event, { clipboardData: { getData: () => text } });
      document.activeElement?.dispatchEvent(event);
      // The dialog is loaded when it is first wanted.
      for (let turn = 0; turn < 50 && event.defaultPrevented && !shown; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await fixture.whenStable();
      return event.defaultPrevented;
    };
    const titles = (): string[] => page.lines().map(({ title }) => title);
    return { host, page, cell, place, press, type, paste, titles, loader: TestbedHarnessEnvironment.loader(fixture) };
  };

  it('goes down a column with Enter and the arrows, and adds a line after the last', async () => {
    const { cell, place, press, type, titles } = await open();
    cell(0, 'quantity').focus();
    await press('Enter');
    expect(place()).toBe('1.quantity');
    await press('ArrowUp');
    expect(place()).toBe('0.quantity');
    await press('ArrowDown');
    await press('ArrowDown');
    expect(place()).toBe('1.quantity');
    await press('Enter');
    expect(place()).toBe('2.title');
    await type('Vase');
    expect(titles()).toEqual(['Cup', 'Cake', 'Vase']);
    await press('Enter', { shiftKey: true });
    expect(place()).toBe('1.title');
  });

  it('is in the new line before the next letter comes', async () => {
    const { cell, place } = await open();
    cell(1, 'title').focus();
    cell(1, 'title').dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true }));
    expect(place()).toBe('2.title');
  });

  it('leaves Enter to a text of several lines and the arrows to a choice', async () => {
    const { cell, place, press } = await open();
    cell(0, 'who').focus();
    await press('ArrowDown');
    expect(place()).toBe('0.who');
    await press('Enter', { altKey: true });
    expect(place()).toBe('0.note');
    await press('Enter');
    expect(place()).toBe('0.note');
    await press('Enter', { altKey: true });
    expect(place()).toBe('0.title');
  });

  it('takes the value of the line above with Ctrl+D, also over what could not be read', async () => {
    const { cell, page, press, type } = await open();
    cell(1, 'price').focus();
    await press('KeyD', { ctrlKey: true });
    expect([page.lines()[1]?.price, cell(1, 'price').value]).toEqual([150_00, '150,00']);
    await type('cheap');
    await press('KeyD', { ctrlKey: true });
    expect([page.lines()[1]?.price, cell(1, 'price').value]).toEqual([150_00, '150,00']);
    expect(page.form().errorSummary()).toEqual([]);
  });

  it('puts back with Escape what a cell held when it was entered', async () => {
    const { cell, page, press, type } = await open();
    cell(1, 'quantity').focus();
    await type('lots');
    await press('Escape');
    expect([cell(1, 'quantity').value, page.lines()[1]?.quantity]).toEqual(['2,5', 2.5]);
    expect(page.form().errorSummary()).toEqual([]);
  });

  it('removes a line with Ctrl+Delete and gives it back', async () => {
    const { cell, place, press, titles } = await open();
    cell(0, 'quantity').focus();
    await press('Delete', { ctrlKey: true });
    expect([titles(), place()]).toEqual([['Cake'], '0.quantity']);
    await offered[0]?.();
    expect(titles()).toEqual(['Cup', 'Cake']);
  });

  it('moves lines with Alt and the arrows, but none past one that keeps its place', async () => {
    const { cell, page, place, press, titles } = await open();
    page.lines.update((lines) => [...lines, { ...blank(), title: 'Vase' }]);
    await press('');
    cell(2, 'quantity').focus();
    await press('ArrowUp', { altKey: true });
    expect([titles(), place()]).toEqual([['Cup', 'Vase', 'Cake'], '1.quantity']);
    expect(said).toEqual([]);
    await press('ArrowUp', { altKey: true });
    expect([titles(), said]).toEqual([['Cup', 'Vase', 'Cake'], ['lines.fixed']]);
  });

  it('repeats a line as one of its own', async () => {
    const { cell, host, page, place, type } = await open();
    host.querySelector<HTMLElement>('[aria-label="line.duplicate"]')?.click();
    expect(place()).toBe('1.title');
    await type('Copy');
    expect(page.lines().slice(0, 2)).toMatchObject([
      { ...blank(), id: 'a', title: 'Cup', price: 150_00, note: 'Blue' },
      { ...blank(), title: 'Copy', price: 150_00, note: 'Blue' },
    ]);
    expect(cell(0, 'title').value).toBe('Cup');
  });

  it('marks a fault in its cell, says it in words, and leads to the first', async () => {
    const { cell, host, loader, place, press, type } = await open();
    cell(1, 'quantity').focus();
    await type('lots');
    cell(0, 'title').focus();
    await press('');
    const faulty = cell(1, 'quantity');
    expect(faulty.getAttribute('aria-invalid')).toBe('true');
    const words = host.querySelector(`#${faulty.getAttribute('aria-describedby')}`);
    expect(words?.textContent).toBe('quantity: fields.number');
    expect(cell(0, 'quantity').hasAttribute('aria-describedby')).toBe(false);
    await (await loader.getHarness(MatButtonHarness.with({ selector: '.faults' }))).click();
    expect(place()).toBe('1.quantity');
    cell(0, 'title').focus();
    await press('F8');
    expect(place()).toBe('1.quantity');
  });

  it('opens what is folded away on demand, and by itself where something is wrong with it', async () => {
    const { cell, host, loader, page, press } = await open();
    expect(host.querySelector('.summary')?.textContent).toBe('Blue');
    expect(() => cell(0, 'note')).toThrow();
    const [fold] = await loader.getAllHarnesses(MatButtonHarness.with({ selector: '.fold' }));
    await fold?.click();
    expect(cell(0, 'note').value).toBe('Blue');
    await fold?.click();
    page.lines.update((lines) => lines.with(1, { ...blank(), note: 'Longer than ten letters' }));
    await press('');
    expect(cell(1, 'note').value).toBe('Longer than ten letters');
  });

  it('holds no more lines than there may be', async () => {
    const { cell, page, press } = await open();
    cell(1, 'title').focus();
    for (let count = 0; count < 5; count++) {
      await press('Enter');
    }
    expect(page.lines().length).toBe(5);
  });

  it('shows the columns that the role may read, and those that the page makes', async () => {
    may = false;
    const { cell, host } = await open();
    expect(() => cell(0, 'price')).toThrow();
    expect(host.querySelector('[data-line="1"] [data-cell="sum"]')?.textContent?.trim()).toBe('2.5 pieces');
  });

  it('leaves one plain value to its cell, and offers a table', async () => {
    const { cell, paste } = await open();
    cell(1, 'title').focus();
    expect([await paste('Vase'), shown]).toEqual([false, undefined]);
    expect(await paste('Vase\t2\nDish\t3')).toBe(true);
    expect(shown?.table.rows).toEqual([
      ['Vase', '2'],
      ['Dish', '3'],
    ]);
    expect(shown?.most).toBe(3);
  });

  it('takes pasted lines over an empty one, marks what they lack, and gives them up again', async () => {
    const { cell, page, paste, place, press, titles } = await open();
    cell(1, 'title').focus();
    await press('Enter');
    taken = [
      { ...blank(), title: 'Vase', quantity: null },
      { ...blank(), title: 'Dish' },
    ];
    await paste('Vase\tmany\nDish\t1');
    expect([titles(), place()]).toEqual([['Cup', 'Cake', 'Vase', 'Dish'], '2.title']);
    expect(cell(2, 'quantity').getAttribute('aria-invalid')).toBe('true');
    page.lines.update((lines) => lines.map((line) => ({ ...line, note: 'typed' })));
    await offered[0]?.();
    expect(titles()).toEqual(['Cup', 'Cake']);
  });
});
