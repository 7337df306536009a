import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { EMPTY } from 'rxjs';
import { type FirstHourStep, TodayService } from '@verstak/api';
import { Live } from '../../core/live/live';
import { Preferences } from '../../core/preferences/preferences';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { provideIcons } from '../../ui/icon/icons';
import { FirstHour } from './first-hour';

describe('the checklist of the first hour', () => {
  let hidden: boolean[];
  let undo: (() => Promise<unknown>) | undefined;

  beforeEach(() => {
    hidden = [];
    undo = undefined;
  });

  async function show(steps: FirstHourStep[]) {
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru: {} }, translocoConfig })],
      providers: [
        provideIcons(),
        provideRouter([]),
        { provide: TodayService, useValue: { listFirstHour: async () => steps } },
        { provide: Live, useValue: { changes: () => EMPTY } },
        { provide: Preferences, useValue: { hideFirstHour: (is: boolean) => hidden.push(is) } },
        {
          provide: Toasts,
          useValue: { offerUndo: (_: string, __: object, back: () => Promise<unknown>) => (undo = back) },
        },
        { provide: Workshop, useValue: { settings: () => ({ currency: 'EUR', timeZone: 'Europe/Paris' }) } },
      ],
    });
    const fixture = TestBed.createComponent(FirstHour);
    for (let turn = 0; turn < 3; turn += 1) {
      await fixture.whenStable();
      await new Promise((resolve) => setTimeout(resolve));
    }
    const root = fixture.nativeElement as HTMLElement;
    return { root, links: () => [...root.querySelectorAll('a')].map((one) => one.getAttribute('href')) };
  }

  it('leads from each open step exactly there, and makes the first of them the next', async () => {
    const { root, links } = await show([
      { task: 'identity', isDone: true },
      { task: 'people', isDone: false },
      { task: 'label', isDone: false, partId: 'p1' },
      { task: 'backup', isDone: false },
    ]);
    expect(links()).toEqual(['/users?add=true', '/parts/p1', '/workshop#workshop-setup']);
    expect(root.querySelectorAll('li.done')).toHaveLength(1);
    const filled = [...root.querySelectorAll('a.mat-mdc-unelevated-button')];
    expect(filled.map((one) => one.getAttribute('href'))).toEqual(['/users?add=true']);
  });

  it('says no more than that when all is done', async () => {
    const { root } = await show([{ task: 'identity', isDone: true }]);
    expect(root.querySelector('ol')).toBeNull();
    expect(root.textContent).toContain('today.first.over');
  });

  it('is hidden for the person, and back when that is undone', async () => {
    const { root } = await show([{ task: 'identity', isDone: false }]);
    root.querySelector('button')?.click();
    expect(hidden).toEqual([true]);
    await undo?.();
    expect(hidden).toEqual([true, false]);
  });
});
