import { TestBed } from '@angular/core/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { describe, expect, it } from '@jest/globals';
import { Formats } from '../../core/i18n/formats';
import { DueDate } from './due-date';

describe('a due date', () => {
  const told = async (days: number, done = false): Promise<string> => {
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    const ru = { 'ui.daysLate': '−{{count}}' };
    const formats = { day: () => '7 дек.', relativeDay: () => `через ${days}`, daysUntil: () => days };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru }, translocoConfig })],
      providers: [{ provide: Formats, useValue: formats }],
    });
    const fixture = TestBed.createComponent(DueDate);
    fixture.componentRef.setInput('at', '2026-12-07T12:00:00Z');
    fixture.componentRef.setInput('done', done);
    await fixture.whenStable();
    const host: HTMLElement = fixture.nativeElement;
    return host.textContent?.trim().replace(/\s+/g, ' ') ?? '';
  };

  it('is told by how far it is away while there is work', async () => {
    expect(await told(6)).toBe('через 6');
  });

  it('is a day, neither awaited nor late, where the work is done', async () => {
    expect(await told(6, true)).toBe('7 дек.');
    TestBed.resetTestingModule();
    expect(await told(-3, true)).toBe('7 дек.');
  });

  it('is told with by how much it is late', async () => {
    expect(await told(-3)).toBe('7 дек.−3');
  });
});
