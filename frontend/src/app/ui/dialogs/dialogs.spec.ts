import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatRadioButtonHarness } from '@angular/material/radio/testing';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Dialogs } from './dialogs';

@Component({ template: '' })
class Page {}

describe('dialogs', () => {
  beforeEach(() => {
    const translocoConfig = { availableLangs: ['ru'], defaultLang: 'ru' };
    TestBed.configureTestingModule({
      imports: [TranslocoTestingModule.forRoot({ langs: { ru: {} }, translocoConfig })],
    });
  });

  const open = () => {
    const loader = TestbedHarnessEnvironment.documentRootLoader(TestBed.createComponent(Page));
    const press = async (text: RegExp): Promise<void> =>
      (await loader.getHarness(MatButtonHarness.with({ text }))).click();
    return { loader, press, dialogs: TestBed.inject(Dialogs) };
  };
  const shown = async (loader: ReturnType<typeof open>['loader']): Promise<MatDialogHarness> => {
    // The dialog itself is loaded when it is first wanted.
    for (let turn = 0; turn < 50; turn++) {
      const dialog = await loader.getHarnessOrNull(MatDialogHarness);
      if (dialog) return dialog;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('No dialog was opened');
  };
  const question = { title: 'clients.delete.title', action: 'clients.delete.action' };

  it('ask, name the act on the button, and give whether the person agreed', async () => {
    const { loader, press, dialogs } = open();
    const agreed = dialogs.confirm(question);
    await shown(loader);
    await press(/delete\.action/);
    expect(await agreed).toBe(true);
  });

  it('take being left for no', async () => {
    const { loader, dialogs } = open();
    const agreed = dialogs.confirm(question);
    await (await shown(loader)).close();
    expect(await agreed).toBe(false);
  });

  it('show what two people wrote, keep the own by default, and give the fields in which theirs was chosen', async () => {
    const { loader, press, dialogs } = open();
    const conflicts = ['note', 'phone'].map((field) => ({ field, before: 'a', theirs: `${field} b`, yours: 'c' }));
    const look = { name: (field: string) => field, value: (_: string, value: unknown) => String(value) };
    const chosen = dialogs.resolve(conflicts, look);
    await shown(loader);
    await (await loader.getHarness(MatRadioButtonHarness.with({ label: /phone b/ }))).check();
    await press(/conflict\.resolve/);
    expect(await chosen).toEqual(new Set(['phone']));
  });

  it('do by Ctrl+Enter what their filled button does, every one of them', () => {
    const app = join(import.meta.dirname, '../..');
    const names = readdirSync(app, { recursive: true, encoding: 'utf8' });
    const code = names
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => ({ name, text: readFileSync(join(app, name), 'utf8') }))
      .map(({ name, text }) => {
        const template = /templateUrl: '\.\/([^']*)'/.exec(text)?.[1];
        return { name, text: template ? text + readFileSync(join(app, name, '..', template), 'utf8') : text };
      });
    const asking = code.filter(({ text }) => /<mat-dialog-actions[^]*<button\s+mat-flat-button/.test(text));
    expect(asking.length).toBeGreaterThan(5);
    const deaf = asking.filter(({ text }) => !/useDialogAct\(|[fF]ormSession[<(]/.test(text));
    expect(deaf.map(({ name }) => name)).toEqual([]);
  });
});
