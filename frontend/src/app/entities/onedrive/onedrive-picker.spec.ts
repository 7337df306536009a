import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type OneDriveFile, type OneDriveFolder, OneDriveService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { provideIcons } from '../../ui/icon/icons';
import { OnedrivePicker, type OnedrivePick, type OnedriveTask } from './onedrive-picker';

const entry = (name: string, isFolder = false): OneDriveFile => ({ id: `id of ${name}`, name, isFolder, size: 1 });

const FOLDERS: Record<string, OneDriveFolder> = {
  '': {
    isWhole: true,
    items: [entry('Аренда.xlsx'), entry('Прайсы', true), entry('Схема.png'), entry('Ёлка 1.XLSX')],
  },
  'id of Прайсы': { isWhole: false, items: [entry('Прайс.xlsx')] },
};

describe('the dialog that chooses in OneDrive', () => {
  let closed: OnedrivePick | undefined;
  let refused: unknown;

  beforeEach(() => {
    closed = refused = undefined;
  });

  async function open(task: OnedriveTask) {
    const listOneDriveFiles = async ({ folder = '' }): Promise<OneDriveFolder> => {
      if (refused) throw refused;
      return FOLDERS[folder] ?? { isWhole: true, items: [] };
    };
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru: {} }, translocoConfig })],
      providers: [
        provideIcons(),
        { provide: I18n, useValue: { t: (key: string) => key, has: () => true, language: () => 'ru' } },
        { provide: Formats, useValue: { day: () => '30 нояб.', number: (value: number) => `${value}` } },
        { provide: OneDriveService, useValue: { listOneDriveFiles } },
        { provide: MAT_DIALOG_DATA, useValue: task },
        { provide: MatDialogRef, useValue: { close: (pick: OnedrivePick) => (closed = pick) } },
      ],
    });
    const fixture = TestBed.createComponent(OnedrivePicker);
    document.body.append(fixture.nativeElement as Node);
    const root = fixture.nativeElement as HTMLElement;
    const settle = async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) {
        await fixture.whenStable();
        await new Promise((resolve) => setTimeout(resolve));
      }
    };
    await settle();
    const all = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
    const names = (): string[] => all('.entry .name').map((one) => one.textContent ?? '');
    const press = async (name: string): Promise<void> => {
      all('button')
        .find((one) => one.textContent?.includes(name))
        ?.click();
      await settle();
    };
    return { root, all, names, press, settle };
  }

  const FILE: OnedriveTask = { kind: 'file', endings: ['.xlsx'] };

  it('offers folders first and then the files that are wanted, whatever letters their endings are in', async () => {
    const { names } = await open(FILE);
    expect(names()).toEqual(['Прайсы', 'Аренда.xlsx', 'Ёлка 1.XLSX']);
  });

  it('gives a file with its path, and says where not all of a folder is shown', async () => {
    const { press, root } = await open(FILE);
    await press('Прайсы');
    expect(root.querySelector('[aria-current]')?.textContent).toBe('Прайсы');
    expect(document.activeElement?.textContent).toBe('Прайсы');
    expect(root.querySelector('[role=note]')).not.toBeNull();
    await press('Прайс.xlsx');
    expect(closed).toEqual({ id: 'id of Прайс.xlsx', name: 'Прайс.xlsx', path: 'Прайсы/Прайс.xlsx' });
  });

  it('finds by words as the lists do, and forgets them in another folder', async () => {
    const { names, root, settle, press } = await open(FILE);
    const field = root.querySelector('input');
    if (!field) throw new Error('There is no field');
    const type = async (words: string): Promise<void> => {
      field.value = words;
      field.dispatchEvent(new Event('input'));
      await settle();
    };
    await type('елка');
    expect(names()).toEqual(['Ёлка 1.XLSX']);
    await type('такого нет');
    expect([names(), !!root.querySelector('ui-empty-state')]).toEqual([[], true]);
    await type('прайс');
    await press('Прайсы');
    expect(names()).toEqual(['Прайс.xlsx']);
  });

  it('is walked through by arrows, and back by Backspace', async () => {
    const { root, press, settle, names } = await open(FILE);
    const key = (name: string): boolean =>
      (document.activeElement === document.body ? root.querySelector('nav') : document.activeElement)!.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
      );
    for (const [name, focused] of [
      ['ArrowDown', 'Прайсы'],
      ['ArrowDown', 'Аренда.xlsx'],
      ['ArrowDown', 'Ёлка'],
      ['ArrowDown', 'Ёлка'],
      ['ArrowUp', 'Аренда.xlsx'],
    ] as const) {
      key(name);
      expect(document.activeElement?.textContent).toContain(focused);
    }
    await press('Прайсы');
    key('Backspace');
    await settle();
    expect(names()).toContain('Аренда.xlsx');
  });

  it('chooses a folder, the root too, in which no files are offered', async () => {
    const { names, press } = await open({ kind: 'place' });
    expect(names()).toEqual(['Прайсы']);
    await press('onedrive.choosePlace');
    expect(closed).toEqual({ id: '', name: 'onedrive.root', path: '' });
    await press('Прайсы');
    await press('onedrive.choosePlace');
    expect(closed).toEqual({ id: 'id of Прайсы', name: 'Прайсы', path: 'Прайсы' });
  });

  it('says why a folder cannot be shown, and tries again', async () => {
    refused = new Error('no network');
    const { root, press, names } = await open(FILE);
    expect(root.querySelector('ui-problem-state')).not.toBeNull();
    refused = undefined;
    await press('states.retry');
    expect(names()).toHaveLength(3);
  });
});
