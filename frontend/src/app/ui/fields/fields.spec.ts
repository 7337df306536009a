import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormField, form, required } from '@angular/forms/signals';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { I18n } from '../../core/i18n/i18n';
import { provideIcons } from '../icon/icons';
import { NumberField } from './number-field';
import { SelectField } from './select-field';
import { PasswordField } from './password-field';
import { passwordRules } from './password-rules';
import { TextField } from './text-field';

@Component({
  imports: [FormField, NumberField, PasswordField, SelectField, TextField],
  template: `
    <ui-text-field label="Name" hint="As on the door" [formField]="form.name" />
    <ui-password-field label="Password" tellsStrength [formField]="form.password" />
    <ui-number-field label="Quantity" [formField]="form.quantity" />
    <ui-select-field label="Role" [options]="roles" [formField]="form.role" />
  `,
})
class Page {
  readonly roles = [
    { value: 'a', label: 'Administrator' },
    { value: 'm', label: 'Master' },
  ];
  readonly model = signal({ name: '', quantity: 1.5 as number | null, role: '', password: '' });
  readonly form = form(this.model, (path) => {
    required(path.name);
    required(path.role);
    passwordRules(path.password);
  });
}

describe('fields', () => {
  beforeEach(() => {
    const i18n = { t: (key: string) => key, has: () => true, language: () => 'ru' };
    TestBed.configureTestingModule({ providers: [provideIcons(), { provide: I18n, useValue: i18n }] });
  });

  const open = async () => {
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const field = (floatingLabelText: string) => loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }));
    return { page: fixture.componentInstance, field, loader };
  };

  it('give the form what is typed, and say what is missing once they were left', async () => {
    const { page, field } = await open();
    const name = await field('Name');
    const input = await name.getControl(MatInputHarness);
    expect(await name.getTextHints()).toEqual(['As on the door']);
    expect(await name.hasErrors()).toBe(false);
    await input?.blur();
    expect(await name.getTextErrors()).toEqual(['fields.required']);
    await input?.setValue('Анна');
    expect([page.model().name, await name.hasErrors()]).toEqual(['Анна', false]);
  });

  it('tell how hard a password is to guess, and show it on demand', async () => {
    const { page, field, loader } = await open();
    const password = await field('Password');
    const input = await password.getControl(MatInputHarness);
    expect(await password.getTextHints()).toEqual([]);
    for (const [typed, strength] of [
      ['йцукен12345', 'guessable'],
      ['Рубанок-77', 'fair'],
      [' correct horse ', 'strong'],
    ] as const) {
      await input?.setValue(typed);
      expect(page.model().password).toBe(typed);
      expect(await password.getTextHints()).toEqual([`fields.strength.${strength}`]);
    }
    expect(await input?.getType()).toBe('password');
    await (await loader.getHarness(MatButtonHarness)).click();
    expect(await input?.getType()).toBe('text');
    await input?.setValue('qwerty12345');
    await input?.blur();
    expect(await password.getTextErrors()).toEqual(['fields.guessable']);
  });

  it('write figures as the language does, and keep what is no figure in sight', async () => {
    const { page, field } = await open();
    const quantity = await field('Quantity');
    const input = await quantity.getControl(MatInputHarness);
    expect(await input?.getValue()).toBe('1,5');
    await input?.setValue('2,25');
    expect(page.model().quantity).toBe(2.25);
    await input?.setValue('два');
    await input?.blur();
    expect([await input?.getValue(), await quantity.getTextErrors()]).toEqual(['два', ['fields.number']]);
  });

  it('offer their options by name and give the form the value', async () => {
    const { page, loader } = await open();
    const role = await loader.getHarness(MatSelectHarness);
    await role.clickOptions({ text: 'Master' });
    expect([page.model().role, await role.getValueText()]).toEqual(['m', 'Master']);
  });
});
