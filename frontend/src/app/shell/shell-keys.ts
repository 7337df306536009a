import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import { codeIn } from '@verstak/domain';
import { type Capability, linkOf } from '../core/capability/capability';
import { type Command, Commands } from '../core/commands/commands';
import { HandScanner } from '../core/keyboard/hand-scanner';
import { type Shortcut, Shortcuts } from '../core/keyboard/shortcuts';
import { LANGUAGES } from '../core/i18n/languages';
import { Preferences } from '../core/preferences/preferences';
import { Session } from '../core/session/session';
import { THEMES, Theme } from '../core/theme/theme';
import { Toasts } from '../core/toasts/toasts';
import { Palette } from './palette-service';
import { THEME_ICONS } from './theme-icons';

/** As much of a foreign code as a notice shows. */
const LONGEST = 60;

/** Keys and commands that work on every page. */
@Service()
export class ShellKeys {
  private readonly shortcuts = inject(Shortcuts);
  private readonly commands = inject(Commands);
  private readonly scanner = inject(HandScanner);
  private readonly router = inject(Router);
  private readonly palette = inject(Palette);
  private readonly toasts = inject(Toasts);
  private readonly theme = inject(Theme);
  private readonly preferences = inject(Preferences);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);

  /** Registers them for as long as the calling component lives. */
  use(capabilities: readonly Capability[]): void {
    this.commands.findWith(capabilities.flatMap(({ finder }) => (finder ? [finder] : [])));
    const everywhere = this.everywhere(capabilities);
    const release = [
      this.shortcuts.add(this.keys()),
      this.commands.add(() => everywhere),
      this.scanner.listen({ heard: (text) => this.follow(text), isMine: (text) => codeIn(text) !== undefined }),
    ];
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

  private everywhere(capabilities: readonly Capability[]): readonly Command[] {
    return [
      ...capabilities.map((capability) => ({
        id: linkOf(capability),
        group: 'goto' as const,
        label: `${capability.name}.place`,
        icon: capability.place.icon,
        needs: capability.needs,
        target: linkOf(capability),
      })),
      ...capabilities.flatMap(({ commands = [] }) => commands),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        group: 'act' as const,
        label: `shell.palette.theme.${theme}`,
        icon: THEME_ICONS[theme],
        target: () => this.theme.use(theme),
      })),
      ...LANGUAGES.map((language) => ({
        id: `language-${language}`,
        group: 'act' as const,
        label: `shell.palette.language.${language}`,
        icon: 'language',
        target: () => void this.preferences.chooseLanguage(language),
      })),
      {
        id: 'keys',
        group: 'act',
        label: 'shell.keys.title',
        icon: 'keyboard',
        target: () => void this.palette.openHelp(),
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

  /** Goes to what was scanned. */
  private follow(text: string): void {
    const code = codeIn(text);
    if (code === undefined) this.toasts.say('shell.scan.unknown', { text: text.slice(0, LONGEST) });
    else void this.router.navigate(['/p', code]);
  }

  /** The page's own search where it has one, the palette where it has none. */
  private focusSearch(): void {
    const field = this.document.querySelector<HTMLInputElement>('input[data-page-search]');
    if (!field) return void this.palette.open();
    field.focus();
    field.select();
  }
}
