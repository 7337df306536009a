import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';
import { Commands } from '../core/commands/commands';
import { type Shortcut, Shortcuts } from '../core/keyboard/shortcuts';
import { Session } from '../core/session/session';
import { Toasts } from '../core/toasts/toasts';
import { Finders } from './finders';
import { PLACES } from './navigation';
import { Palette } from './palette-service';

/** Keys and commands that work on every page. */
@Service()
export class ShellKeys {
  private readonly shortcuts = inject(Shortcuts);
  private readonly commands = inject(Commands);
  private readonly palette = inject(Palette);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);
  private readonly finders = inject(Finders);

  /** Registers them for as long as the calling component lives. */
  use(): void {
    for (const finder of this.finders.all()) this.commands.addFinder(finder);
    const release = [this.shortcuts.add(this.keys()), this.commands.add(this.everywhere())];
    inject(DestroyRef).onDestroy(() => release.forEach((undo) => undo()));
  }

  private keys(): Shortcut[] {
    return [
      { keys: 'Ctrl+KeyK', label: 'shell.keys.palette', run: () => void this.palette.open(), whileTyping: true },
      { keys: 'Slash', label: 'shell.keys.search', run: () => this.focusSearch() },
      { keys: 'Shift+Slash', label: 'shell.keys.help', run: () => void this.palette.openHelp() },
      {
        keys: 'KeyZ',
        label: 'shell.keys.undo',
        run: () => void this.toasts.undo(),
        when: () => this.toasts.current()?.undo !== undefined,
      },
    ];
  }

  private everywhere(): Parameters<Commands['add']>[0] {
    return [
      ...PLACES.map((place) => ({
        id: place.link,
        group: 'goto' as const,
        label: place.label,
        icon: place.icon,
        permission: place.permissions[0],
        target: place.link,
      })),
      {
        id: 'new-order',
        group: 'create',
        label: 'orders.new',
        icon: 'orders',
        permission: 'orders:write',
        target: '/orders/new',
      },
      {
        id: 'new-client',
        group: 'create',
        label: 'clients.new',
        icon: 'clients',
        permission: 'clients:write',
        target: '/clients/new',
      },
      { id: 'password', group: 'act', label: 'shell.password', icon: 'key', target: '/account/password' },
      {
        id: 'sign-out',
        group: 'act',
        label: 'shell.signOut',
        icon: 'sign-out',
        target: () => void this.session.signOut(),
      },
    ];
  }

  /** The page's own search where it has one, the palette where it has none. */
  private focusSearch(): void {
    const field = this.document.querySelector<HTMLInputElement>('input[data-page-search]');
    if (!field) return void this.palette.open();
    field.focus();
    field.select();
  }
}
