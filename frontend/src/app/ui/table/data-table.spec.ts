import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter } from '@angular/router';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Preferences } from '../../core/preferences/preferences';
import { Session } from '../../core/session/session';
import { provideIcons } from '../icon/icons';
import { entityList } from '../list/entity-list';
import type { Column } from './column';
import { DataTable } from './data-table';

interface Row {
  id: string;
  name: string;
  note: string;
}

@Component({
  imports: [DataTable],
  template: `<ui-data-table
    name="things"
    label="Things"
    emptyHeading="None"
    isSelectable
    [list]="list"
    [columns]="columns"
    [opens]="opens"
    (opened)="opened.push($event.id)"
  />`,
})
class Page {
  readonly opened: string[] = [];
  readonly closed = signal('');
  readonly opens = ({ id }: Row): boolean => id !== this.closed();
  readonly list = entityList<Row>({
    sort: 'name',
    load: async () => ({ items: [1, 2].map((n) => ({ id: `${n}`, name: `Row ${n}`, note: `Note ${n}` })), total: 2 }),
  });
  readonly columns: readonly Column<Row>[] = [
    { key: 'name', header: 'name', card: 'title' },
    { key: 'note', header: 'note', isOptional: true },
    { key: 'price', header: 'price', permission: 'orders:prices' },
  ];
}

describe('a table', () => {
  const chosen = signal<Readonly<Record<string, boolean>>>({});

  beforeEach(() => {
    chosen.set({});
    const preferences = {
      isChosen: (_table: string, column: string) => chosen()[column],
      chooseColumn: (_table: string, column: string, isShown: boolean) =>
        chosen.update((all) => ({ ...all, [column]: isShown })),
    };
    TestBed.configureTestingModule({
      imports: [
        TranslocoTestingModule.forRoot({
          langs: { ru: {} },
          translocoConfig: { availableLangs: ['ru'], defaultLang: 'ru' },
        }),
      ],
      providers: [
        provideIcons(),
        provideRouter([]),
        { provide: Preferences, useValue: preferences },
        { provide: Session, useValue: { can: () => false, isSignedIn: () => false, user: () => undefined } },
      ],
    });
  });

  const open = async () => {
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    const host: HTMLElement = fixture.nativeElement;
    const headers = (): string[] =>
      [...host.querySelectorAll('th:not(.tick, .choose)')].map((header) => header.textContent?.trim() ?? '');
    return { fixture, headers, loader: TestbedHarnessEnvironment.loader(fixture) };
  };

  it('shows the columns that the role may read and that are not optional', async () => {
    expect((await open()).headers()).toEqual(['name']);
  });

  it('shows an optional column once it is chosen, and keeps the last one that is left', async () => {
    const { headers, loader } = await open();
    const menu = await loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text: /note/ });
    expect(headers()).toEqual(['name', 'note']);
    await menu.clickItem({ text: /name/ });
    await menu.clickItem({ text: /note/ });
    expect(headers()).toEqual(['note']);
  });

  it('opens rows by the button that their title is, and by a click, but for those that do not open', async () => {
    const { fixture } = await open();
    const { opened, closed } = fixture.componentInstance;
    const host: HTMLElement = fixture.nativeElement;
    closed.set('2');
    await fixture.whenStable();
    const titles = host.querySelectorAll<HTMLElement>('button.row-link');
    expect([...titles].map((title) => title.textContent?.trim())).toEqual(['Row 1']);
    titles[0]?.click();
    for (const row of host.querySelectorAll('tbody tr'))
      row.querySelector('td:last-child')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(opened).toEqual(['1', '1']);
  });

  it('ticks rows one by one and a page at once', async () => {
    const { fixture, loader } = await open();
    const { list } = fixture.componentInstance;
    const [page, first] = await loader.getAllHarnesses(MatCheckboxHarness);
    await first?.check();
    expect([[...list.selection()], await page?.isChecked()]).toEqual([['1'], false]);
    await page?.check();
    expect(list.selected().map(({ name }) => name)).toEqual(['Row 1', 'Row 2']);
    await page?.uncheck();
    expect(list.selection().size).toBe(0);
  });

  it('ticks cards by a touch once several are to be chosen, and opens them by one else', async () => {
    const width = jest.replaceProperty(globalThis, 'innerWidth', 360);
    const { fixture, loader } = await open();
    const { list, opened } = fixture.componentInstance;
    const touch = (row: number): void => {
      const rows = (fixture.nativeElement as HTMLElement).querySelectorAll<HTMLElement>('tbody tr');
      rows[row]?.querySelector('td')?.click();
    };
    touch(1);
    await (await loader.getHarness(MatButtonHarness.with({ text: /table.pick/ }))).click();
    touch(0);
    touch(1);
    touch(0);
    expect([[...list.selection()], opened]).toEqual([['2'], ['2']]);
    await (await loader.getHarness(MatButtonHarness.with({ text: /ui.cancel/ }))).click();
    touch(0);
    expect([list.selection().size, opened]).toEqual([0, ['2', '1']]);
    width.restore();
  });
});
