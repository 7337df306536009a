import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { required } from '@angular/forms/signals';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../core/http/api-problem';
import { I18n } from '../../core/i18n/i18n';
import { Dialogs } from '../dialogs/dialogs';
import { draft } from './draft';
import { type FormSession, type FormSessionOptions, formSession } from './form-session';

interface Typed {
  name: string;
}

const refused = (code: ApiProblem['code'], field?: string): ApiProblem =>
  new ApiProblem({
    type: '',
    title: '',
    status: 409,
    code,
    detail: '',
    ...(field ? { errors: [{ field, rule: 'known', message: '' }] } : {}),
  });

describe('a form', () => {
  let sent: Typed[];
  let answers: (ApiProblem | undefined)[];
  const model = signal<Typed>({ name: '' });

  beforeEach(() => {
    [sent, answers] = [[], []];
    model.set({ name: 'Кружка' });
    const i18n = { t: (key: string) => key, has: () => true, language: () => 'ru' };
    TestBed.configureTestingModule({
      providers: [
        { provide: I18n, useValue: i18n },
        { provide: Dialogs, useValue: {} },
      ],
    });
  });

  const open = (options: Partial<FormSessionOptions<Typed>> = {}): FormSession<Typed> =>
    TestBed.runInInjectionContext(() =>
      formSession(options.draft?.mine ?? model, {
        rules: (path) => required(path.name),
        save: async (typed) => {
          sent.push(typed);
          const answer = answers.shift();
          if (answer) throw answer;
        },
        ...options,
      }),
    );

  it('sends nothing that breaks its rules', async () => {
    model.set({ name: '' });
    const session = open();
    expect(await session.submit()).toBe(false);
    expect(sent).toEqual([]);
    expect(session.form.name().touched()).toBe(true);
  });

  it('shows a fault at its field, and over the whole form what belongs to none', async () => {
    answers = [refused('request.validation', 'name'), refused('user.last_admin'), undefined];
    const session = open();
    await session.submit();
    expect([session.form.name().errors()[0]?.kind, session.problem()]).toEqual(['server', '']);
    model.set({ name: 'Ваза' });
    await session.submit();
    expect(session.problem()).toBe('errors.user.last_admin');
    expect(await session.submit()).toBe(true);
    expect(session.problem()).toBe('');
  });

  it('settles a conflict, saves again, and takes what was chosen of the others', async () => {
    const options = {
      key: () => 'verstak.draft.session',
      changed: (base: Typed, mine: Typed) => (base.name === mine.name ? [] : ['name']),
      merged: (mine: Typed, _base: Typed, theirs: Typed, takeTheirs: ReadonlySet<string>) =>
        takeTheirs.has('name') ? theirs : mine,
    };
    const typed = TestBed.runInInjectionContext(() => draft<Typed>({ name: '' }, options));
    typed.open({ name: 'Кружка' }, 1);
    typed.mine.set({ name: 'Ваза' });
    answers = [refused('conflict.version'), undefined];
    const session = open({
      draft: typed,
      settle: async () => ({ theirs: { name: 'Блюдо' }, version: 2, takeTheirs: new Set(['name']) }),
    });
    expect(await session.submit()).toBe(true);
    expect([sent, typed.version]).toEqual([[{ name: 'Ваза' }, { name: 'Блюдо' }], 2]);
  });

  it('goes back to the form where the person chose nothing', async () => {
    answers = [refused('conflict.version')];
    const session = open({ settle: async () => undefined });
    await session.submit();
    expect([sent.length, model(), session.problem()]).toEqual([1, { name: 'Кружка' }, '']);
  });
});
