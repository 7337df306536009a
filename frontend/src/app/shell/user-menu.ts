import { Component, computed, inject } from '@angular/core';
import { MatDivider } from '@angular/material/divider';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CAPABILITIES, linkOf, placesFor } from '../core/capability/capability';
import { I18n } from '../core/i18n/i18n';
import { LANGUAGES, LANGUAGE_NAMES } from '../core/i18n/languages';
import { InstallPrompt, type InstallWay } from '../core/platform/install-prompt';
import { Preferences } from '../core/preferences/preferences';
import { RoleWords } from '../core/session/role-words';
import { Session } from '../core/session/session';
import { THEMES, Theme } from '../core/theme/theme';
import { Avatar } from '../ui/avatar/avatar';
import { Dialogs } from '../ui/dialogs/dialogs';
import { Palette } from './palette-service';
import { THEME_ICONS } from './theme-icons';

/** Who is signed in, and what concerns only them: password, language, theme, installing, leaving. */
@Component({
  selector: 'app-user-menu',
  imports: [Avatar, MatDivider, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, TranslocoPipe],
  templateUrl: './user-menu.html',
  styleUrl: './user-menu.scss',
})
export class UserMenu {
  protected readonly session = inject(Session);
  protected readonly roles = inject(RoleWords);
  protected readonly i18n = inject(I18n);
  protected readonly preferences = inject(Preferences);
  protected readonly theme = inject(Theme);
  protected readonly install = inject(InstallPrompt);
  protected readonly palette = inject(Palette);
  private readonly dialogs = inject(Dialogs);
  private readonly capabilities = inject(CAPABILITIES);
  protected readonly places = computed(() =>
    placesFor(this.capabilities, (right) => this.session.may(right))
      .filter(({ place }) => place.isRare)
      .map((capability) => ({
        icon: capability.place.icon,
        link: linkOf(capability),
        label: `${capability.name}.place`,
      })),
  );
  protected readonly languages = LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language] }));
  protected readonly themes = THEMES.map((choice) => ({ choice, icon: THEME_ICONS[choice] }));

  protected async installBy(way: InstallWay): Promise<void> {
    if (way === 'offer') return this.install.ask();
    const { InstallHelp } = await import('./install-help');
    await this.dialogs.open(InstallHelp, { data: way, width: '440px' });
  }
}
