import type { ElementRef } from '@angular/core';
import { Component, computed, debounced, inject, linkedSignal, resource, signal, viewChildren } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { isFoundBy } from '@verstak/domain';
import { type Command, Commands } from '../core/commands/commands';
import { I18n } from '../core/i18n/i18n';
import { Shortcuts } from '../core/keyboard/shortcuts';
import { Keycap } from '../ui/keycap/keycap';

/** A line that can be chosen. */
interface Entry {
  id: string;
  icon: string;
  title: string;
  detail: string;
  keys?: string;
  run: () => void;
}

/** Lines under one heading (a translation key). */
interface Group {
  heading: string;
  entries: (Entry & { index: number })[];
}

const PAUSE = 150;
const MIN_WORDS = 2;

/** Ctrl+K: go somewhere, do something of the page or of everywhere, find a client or an order, by typing words of it. */
@Component({
  selector: 'app-command-palette',
  imports: [Keycap, MatIcon, TranslocoPipe],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  private readonly commands = inject(Commands);
  private readonly i18n = inject(I18n);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialogRef);
  /** What the page beneath can do now. */
  private readonly ofPage = inject(Shortcuts)
    .active()
    .filter(({ icon, when }) => icon && (when?.() ?? true))
    .map(({ keys, label, icon = '', run }): Command => ({
      id: `page-${keys}`,
      group: 'act',
      label,
      icon,
      keys,
      target: run,
    }));
  private readonly lines = viewChildren<ElementRef<HTMLElement>>('line');

  /** Promises documents only to whom some can be found for. */
  protected readonly hint = computed(() =>
    this.i18n.t(this.commands.availableFinders().length ? 'commands.findHint' : 'commands.hint'),
  );
  protected readonly words = signal('');
  private readonly settled = debounced(this.words, PAUSE);
  protected readonly found = resource({
    params: () => {
      const words = (this.settled.value() ?? '').trim();
      return words.length < MIN_WORDS ? undefined : words;
    },
    loader: ({ params }) => this.commands.find(params),
  });

  protected readonly groups = computed<Group[]>(() => {
    const commands = this.offered().filter(({ label }) => isFoundBy(this.words(), this.i18n.t(label)));
    const found = this.found.hasValue() && this.words().trim() ? this.found.value() : [];
    const groups = (['create', 'goto', 'act'] as const).map((group) => ({
      heading: `commands.${group}`,
      entries: commands.filter((command) => command.group === group).map((command) => this.entryOf(command)),
    }));
    const documents = found.map((document) => ({
      ...document,
      detail: document.detail ?? '',
      run: () => void this.router.navigateByUrl(document.link),
    }));
    let index = 0;
    return [{ heading: 'commands.found', entries: documents }, ...groups]
      .filter((group) => group.entries.length)
      .map((group) => ({ ...group, entries: group.entries.map((entry) => ({ ...entry, index: index++ })) }));
  });

  private readonly entries = computed(() => this.groups().flatMap((group) => group.entries));
  protected readonly current = linkedSignal({ source: this.entries, computation: () => 0 });

  protected type(event: Event): void {
    this.words.set((event.target as HTMLInputElement).value);
  }

  protected key(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const count = this.entries().length;
      this.current.update((index) => (count ? (index + step + count) % count : 0));
      this.lines()[this.current()]?.nativeElement.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const entry = this.entries()[this.current()];
      if (entry) this.choose(entry);
    }
  }

  protected choose(entry: Entry): void {
    this.dialog.close();
    entry.run();
  }

  /** Acts of the page beneath, and what can be done everywhere; of two that are called the same the first. */
  private offered(): Command[] {
    const all = [...this.ofPage, ...this.commands.available()];
    return all.filter(({ label }, at) => all.findIndex((other) => other.label === label) === at);
  }

  private entryOf(command: Command): Entry {
    const title = this.i18n.t(command.label);
    const keys = command.keys ? { keys: command.keys } : {};
    return { id: command.id, icon: command.icon, title, detail: '', run: () => this.commands.run(command), ...keys };
  }
}
