import type { ElementRef } from '@angular/core';
import { Component, computed, debounced, inject, linkedSignal, resource, signal, viewChildren } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { searchTokens } from '@verstak/domain';
import { type Command, Commands } from '../core/commands/commands';
import { I18n } from '../core/i18n/i18n';
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

/** Ctrl+K: go somewhere, make something, find a client or an order, by typing a part of its name. */
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
    const wanted = searchTokens(this.words());
    const commands = this.commands.available().filter((command) => this.matches(command, wanted));
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

  private entryOf(command: Command): Entry {
    const title = this.i18n.t(command.label);
    const keys = command.keys ? { keys: command.keys } : {};
    return { id: command.id, icon: command.icon, title, detail: '', run: () => this.commands.run(command), ...keys };
  }

  private matches(command: Command, wanted: readonly string[]): boolean {
    const tokens = searchTokens(this.i18n.t(command.label));
    return wanted.every((word) => tokens.some((token) => token.startsWith(word)));
  }
}
