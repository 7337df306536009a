import { Component, computed, effect, inject, resource, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Assignment, PeopleService } from '@verstak/api';
import { useDialogAct } from '../../../core/keyboard/shortcuts';
import { SelectField } from '../../../ui/fields/select-field';
import { QuantityPipe } from '../../../ui/pipes/format-pipes';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { makerOf, makerOptions, NO_WORK, workOf } from '../draft/maker';
import type { Stepping } from './stepping';

/** Gives each item of an order its master or route; one choice serves all, unless an item has its own. */
@Component({
  selector: 'app-hand-over-dialog',
  imports: [
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    ProblemState,
    QuantityPipe,
    SelectField,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './hand-over-dialog.html',
  styleUrl: './hand-over-dialog.scss',
})
export class HandOverDialog {
  private readonly dialog = inject<MatDialogRef<HandOverDialog, Assignment[]>>(MatDialogRef);
  private readonly people = inject(PeopleService);
  protected readonly given = inject<{ order: Stepping; action: string }>(MAT_DIALOG_DATA);
  protected readonly order = this.given.order;

  protected readonly masters = resource({ loader: () => this.people.listMasters() });
  protected readonly options = computed(() => {
    const masters = this.masters.hasValue() ? this.masters.value() : [];
    return masters.map(({ id, name }) => ({ value: id, label: name }));
  });
  protected readonly choices = makerOptions(this.options);
  /** Who makes all of it, or by which route all of it goes. */
  protected readonly makers = computed(() => this.choices().filter(({ value }) => value !== NO_WORK));

  private readonly chosen = signal<Readonly<Record<string, string>>>(
    Object.fromEntries(this.order.items.map((item) => [item.id, makerOf(item)])),
  );
  /** Items with a choice of their own: they had one before, or got one by themselves. */
  private readonly own = signal<ReadonlySet<string>>(new Set(this.order.items.filter(makerOf).map((item) => item.id)));
  /** Items that the common choice serves: those without a master of their own, or all where each has one. */
  private readonly served = computed(() => {
    const others = this.order.items.filter((item) => !this.own().has(item.id));
    return others.length ? others : this.order.items;
  });
  protected readonly servesAll = computed(() => this.served().length === this.order.items.length);
  /** Said once the person tried to finish without a master everywhere. */
  protected readonly isIncomplete = signal(false);
  protected readonly common = computed(() => {
    const [first, ...others] = this.served().map((item) => this.masterOf(item.id));
    return others.every((other) => other === first) ? (first ?? '') : '';
  });
  protected readonly unassigned = computed(() => this.order.items.filter((item) => !this.masterOf(item.id)).length);

  private readonly first = viewChild(SelectField);

  constructor() {
    // The fields come after the masters, when the dialog has already given the focus to its only button.
    effect(() => this.first()?.focus());
    useDialogAct(this.given.action, () => this.finish());
  }

  protected masterOf(itemId: string): string {
    return this.chosen()[itemId] ?? '';
  }

  protected choose(itemId: string, masterId: string): void {
    this.own.update((own) => new Set([...own, itemId]));
    this.chosen.update((chosen) => ({ ...chosen, [itemId]: masterId }));
  }

  protected chooseForAll(masterId: string): void {
    const served = this.served();
    if (this.servesAll()) this.own.set(new Set());
    this.chosen.update((chosen) => ({ ...chosen, ...Object.fromEntries(served.map((item) => [item.id, masterId])) }));
  }

  protected finish(): void {
    this.isIncomplete.set(this.unassigned() > 0);
    if (this.unassigned()) return;
    const changed = this.order.items.filter((item) => makerOf(item) !== this.masterOf(item.id));
    this.dialog.close(changed.map(({ id }) => ({ itemId: id, ...workOf(this.masterOf(id)) })));
  }
}
