import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TranslocoTestingModule } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { PART } from '../entities/parts/part.spec-data';
import { provideIcons } from '../ui/icon/icons';
import type { Deed } from '../entities/facts/fact';
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
    const steps: Deed[] = [];
    fixture.componentInstance.did.subscribe((deed) => steps.push(deed));
    expect(host.querySelector('.main')?.textContent).toContain('queue.action.finish');
    press('queue.action.finish');
    press('queue.action.pause');
    expect(steps).toMatchObject([{ action: 'finish' }, { action: 'pause' }]);
  });

  it('keeps what is being written when the job is read again', () => {
    const { fixture, host, press, type } = show(PART);
    const notes: Deed[] = [];
    fixture.componentInstance.did.subscribe((deed) => notes.push(deed));
    press('queue.action.note');
    type('Нужен тонкий резец');
    fixture.componentRef.setInput('part', { ...PART, version: 2, note: 'другое' });
    fixture.detectChanges();
    expect(host.querySelector('textarea')?.value).toBe('Нужен тонкий резец');
    press('queue.note.save');
    expect(notes).toEqual([{ kind: 'note', note: 'Нужен тонкий резец' }]);
  });

  it('shows why a job on hold cannot go on, and lets nothing be done to it', () => {
    const { fixture, host, press } = show({ ...PART, isHeld: true });
    const steps: Deed[] = [];
    fixture.componentInstance.did.subscribe((deed) => steps.push(deed));
    press('queue.action.start');
    expect(steps).toEqual([]);
    expect(host.textContent).toContain('queue.held');
  });

  it('says at which stage it is, and what keeps it from going on: a problem, or parts that go into it', () => {
    const stage = PART.stages[0]!;
    const stages = [stage, { ...stage, id: 's2', name: 'Гравировка', workCentre: 'Лазер' }];
    const { fixture, host, press } = show({
      ...PART,
      stages,
      stagesDone: 1,
      isBlocked: true,
      problem: { text: 'Нет резца', at: '2026-11-21T09:00:00Z', byName: 'Иван' },
    });
    const deeds: Deed[] = [];
    fixture.componentInstance.did.subscribe((deed) => deeds.push(deed));
    expect(host.querySelector('.stage')?.textContent).toMatch(/queue.stage\s*Гравировка\s*Лазер/);
    press('queue.action.start');
    expect(host.textContent).toContain('queue.blocked');
    press('queue.action.resolve');
    press('queue.action.back');
    expect(deeds).toEqual([{ kind: 'resolve' }, { kind: 'back' }]);
    fixture.componentRef.setInput('part', { ...PART, childrenTotal: 3, childrenDone: 2 });
    fixture.detectChanges();
    expect(host.textContent).toContain('queue.children');
  });
});
