import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TranslocoTestingModule } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { PART } from '../entities/parts/part.spec-data';
import { provideIcons } from '../ui/icon/icons';
import { PartCard } from './part-card';

describe('the card of a job', () => {
  beforeEach(() => {
    TestBed.configureTestingModule({
      // The files of the job are read where they come into sight.
      deferBlockBehavior: DeferBlockBehavior.Manual,
      imports: [
        TranslocoTestingModule.forRoot({
          langs: { ru: {} },
          translocoConfig: { availableLangs: ['ru'], defaultLang: 'ru' },
        }),
      ],
      providers: [provideIcons()],
    });
  });

  const show = (part: Part) => {
    const fixture = TestBed.createComponent(PartCard);
    fixture.componentRef.setInput('part', part);
    fixture.detectChanges();
    const host: HTMLElement = fixture.nativeElement;
    const press = (label: string): void => {
      const button = [...host.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(label));
      if (!button) throw new Error(`No button ${label} in ${host.textContent}`);
      button.click();
      fixture.detectChanges();
    };
    const type = (text: string): void => {
      const field = host.querySelector('textarea');
      if (!field) throw new Error('No field to type in');
      field.value = text;
      field.dispatchEvent(new Event('input'));
      fixture.detectChanges();
    };
    return { fixture, host, press, type };
  };

  it('offers the next step as its main button', () => {
    const { fixture, host, press } = show({ ...PART, state: 'in_progress' });
    const steps: string[] = [];
    fixture.componentInstance.stepped.subscribe((step) => steps.push(step));
    expect(host.querySelector('.main')?.textContent).toContain('queue.action.finish');
    press('queue.action.finish');
    press('queue.action.pause');
    expect(steps).toEqual(['finish', 'pause']);
  });

  it('keeps what is being written when the job is read again', () => {
    const { fixture, host, press, type } = show(PART);
    const notes: string[] = [];
    fixture.componentInstance.noted.subscribe((note) => notes.push(note));
    press('queue.action.note');
    type('Нужен тонкий резец');
    fixture.componentRef.setInput('part', { ...PART, version: 2, note: 'другое' });
    fixture.detectChanges();
    expect(host.querySelector('textarea')?.value).toBe('Нужен тонкий резец');
    press('queue.note.save');
    expect(notes).toEqual(['Нужен тонкий резец']);
  });

  it('shows why a job on hold cannot go on, and lets nothing be done to it', () => {
    const { fixture, host, press } = show({ ...PART, isHeld: true });
    const steps: string[] = [];
    fixture.componentInstance.stepped.subscribe((step) => steps.push(step));
    press('queue.action.start');
    expect(steps).toEqual([]);
    expect(host.textContent).toContain('queue.held');
  });
});
