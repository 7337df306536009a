import { type WritableSignal, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../core/http/api-problem';
import { I18n } from '../../core/i18n/i18n';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../dialogs/dialogs';
import { type DocumentEditor, documentEditor } from './document-editor';
import { rebasedBy } from './draft';

interface Typed {
  name: string;
  note: string;
}
interface Mug extends Typed {
  id: string;
  version: number;
}

const NAMES = ['name', 'note'] as const;
const changedPaths = (seen: Typed, mine: Typed): (keyof Typed)[] => NAMES.filter((name) => seen[name] !== mine[name]);
const outdated = new ApiProblem({ type: '', title: '', status: 409, code: 'conflict.version', detail: '' });

describe('the editor of a document', () => {
  let stored: Mug;
  let sent: [id: string, body: unknown][];
  let refusals: ApiProblem[];
  let takeTheirs: ReadonlySet<string> | undefined;
  let said: unknown[];
  let went: unknown[];
  let id: WritableSignal<string | undefined>;

  beforeEach(() => {
    sessionStorage.clear();
    stored = { id: 'a', version: 1, name: 'Кружка', note: '' };
    [sent, refusals, said, went] = [[], [], [], []];
    takeTheirs = new Set();
    id = signal('a');
    const i18n = { t: (key: string) => key, has: () => true, language: () => 'ru' };
    TestBed.configureTestingModule({
      providers: [
        { provide: I18n, useValue: i18n },
        { provide: Dialogs, useValue: { resolve: async () => takeTheirs } },
        { provide: Toasts, useValue: { say: (...words: unknown[]) => said.push(words) } },
        { provide: LastViews, useValue: { left: (path: string) => `${path}?q=left` } },
        { provide: Router, useValue: { navigateByUrl: async (address: unknown) => went.push(address) } },
      ],
    });
  });

  const open = async (source?: string): Promise<DocumentEditor<Mug, Typed, Partial<Typed>>> => {
    const editor = TestBed.runInInjectionContext(() =>
      documentEditor<Mug, Typed, Partial<Typed>>({
        area: 'mugs',
        id,
        source: () => source,
        read: async (wanted) => ({ ...stored, id: wanted }),
        create: async (typed) => store('new', typed),
        change: async (edited, change) => store(edited, change),
        draftOf: ({ name, note }) => ({ name, note }),
        blank: (origin) => ({ name: '', note: origin?.name ?? '' }),
        changeOf: (seen, typed) => Object.fromEntries(changedPaths(seen, typed).map((name) => [name, typed[name]])),
        changedPaths,
        rebase: rebasedBy(changedPaths),
        rules: (path) => required(path.name),
        first: () => undefined,
        look: () => ({ name: (field) => field, value: (_field, value) => String(value) }),
        nameOf: ({ name }) => name,
      }),
    );
    await settled();
    return editor;
  };
  const store = (edited: string, body: object): Mug => {
    sent.push([edited, body]);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    return { ...stored, ...body, id: edited };
  };
  const settled = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((done) => setTimeout(done));
    TestBed.tick();
  };
  const type = async (editor: DocumentEditor<Mug, Typed, Partial<Typed>>, fields: Partial<Typed>): Promise<void> => {
    editor.draft.mine.update((mine) => ({ ...mine, ...fields }));
    await settled();
  };

  it('sends only what differs, with the version that was seen, and leads to its page', async () => {
    const editor = await open();
    await type(editor, { note: 'Синяя' });
    expect(editor.hasUnsaved()).toBe(true);
    await editor.session.submit();
    expect(sent).toEqual([['a', { note: 'Синяя', version: 1 }]]);
    expect([said, went]).toEqual([[['mugs.changed', { name: 'Кружка' }]], ['/mugs/a']]);
    expect(editor.hasUnsaved()).toBe(false);
  });

  it('adds a new one, which giving up leaves for what was left', async () => {
    id.set(undefined);
    const editor = await open();
    expect([editor.isNew(), editor.back()]).toEqual([true, '/mugs?q=left']);
    await type(editor, { name: 'Миска' });
    await editor.session.submit();
    expect(sent).toEqual([['new', { name: 'Миска', note: '' }]]);
    expect([said, went]).toEqual([[['mugs.added', { name: 'Миска' }]], ['/mugs/new']]);
  });

  it('begins a new one with the document that it goes into', async () => {
    id.set(undefined);
    const editor = await open('box');
    expect([editor.document(), editor.source()?.id, editor.draft.mine().note]).toEqual([undefined, 'box', 'Кружка']);
  });

  it('lets the person choose where others changed the same, and sends what stays over what stands', async () => {
    const editor = await open();
    await type(editor, { name: 'Чашка', note: 'Синяя' });
    stored = { ...stored, version: 2, name: 'Бокал' };
    [refusals, takeTheirs] = [[outdated], new Set(['name'])];
    await editor.session.submit();
    expect(sent.at(-1)).toEqual(['a', { note: 'Синяя', version: 2 }]);
    expect(went).toEqual(['/mugs/a']);
  });

  it('stays with what was typed where the person goes back from the conflict', async () => {
    const editor = await open();
    await type(editor, { name: 'Чашка' });
    [refusals, takeTheirs] = [[outdated], undefined];
    await editor.session.submit();
    expect([sent.length, editor.draft.mine().name, went]).toEqual([1, 'Чашка', []]);
  });
});
