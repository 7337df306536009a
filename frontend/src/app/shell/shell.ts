import type { ElementRef } from '@angular/core';
import { Component, Injector, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { isDemoThere } from '@verstak/domain';
import { filter } from 'rxjs';
import { CAPABILITIES, linkOf, placesFor } from '../core/capability/capability';
import { regainFocus } from '../core/keyboard/lost-focus';
import { Activity } from '../core/platform/activity';
import { Session } from '../core/session/session';
import { Workshop } from '../core/workshop/workshop';
import { DemoBar } from '../entities/demo/demo-bar';
import { previewAddress } from '../entities/files/file-place';
import { Dialogs } from '../ui/dialogs/dialogs';
import { registerIcons } from '../ui/icon/icons';
import { Keycap } from '../ui/keycap/keycap';
import { NotificationBell } from './notification-bell';
import { Palette } from './palette-service';
import { PrintHead } from './print-head';
import { ShellKeys } from './shell-keys';
import { UserMenu } from './user-menu';

/** As many places as have room beside one another at the bottom of a phone. */
const MOST_NEAR = 4;

/** The frame of every signed-in page: navigation at the side (at the bottom on a phone), search, the person's menu. */
@Component({
  selector: 'app-shell',
  imports: [
    DemoBar,
    Keycap,
    MatIcon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NotificationBell,
    PrintHead,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TranslocoPipe,
    UserMenu,
  ],
  templateUrl: './shell.html',
  styleUrls: ['./place.scss', './shell.scss'],
})
export class Shell {
  private readonly session = inject(Session);
  private readonly activity = inject(Activity);
  protected readonly workshop = inject(Workshop).settings;
  /** By the workshop alone: what asks the server of a demo begins with what shows it. */
  protected readonly isDemo = computed(() => isDemoThere(this.workshop().demo?.state));
  protected readonly previewAddress = previewAddress;
  private readonly palette = inject(Palette);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  private readonly injector = inject(Injector);
  private readonly capabilities = inject(CAPABILITIES);
  protected readonly places = computed(() =>
    placesFor(this.capabilities, (right) => this.session.may(right))
      .filter(({ place }) => !place.isRare)
      .map((capability) => ({
        ...capability.place,
        link: linkOf(capability),
        label: `${capability.name}.place`,
        waiting: capability.place.count && this.injector.get(capability.place.count).count,
      })),
  );

  /** Places that stand at the bottom of a phone; the others have a menu there. */
  protected readonly near = computed(() => {
    const count = this.places().length;
    return count > MOST_NEAR ? MOST_NEAR - 1 : count;
  });

  /** What waits for who is to sign in again is not on its way. */
  protected readonly isBusy = computed(() => this.activity.isSlow() && !this.session.hasLapsed());

  constructor() {
    inject(ShellKeys).use(this.capabilities);
    registerIcons(Object.assign({}, ...this.capabilities.map(({ icons }) => icons)));
    // Where one came from has gone with its focus; a page with a form gives it to that afterwards.
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => regainFocus());
    effect(() => {
      if (!this.session.isSignedIn()) untracked(() => void this.leave());
    });
  }

  protected openPalette(): void {
    void this.palette.open();
  }

  /** Nothing of the session stays on screen; who did not mean to go signs in over what they were at. */
  private async leave(): Promise<void> {
    if (!this.session.hasLapsed()) return void this.router.navigateByUrl('/sign-in');
    const { SignInAgain } = await import('../account/sign-in-again');
    const data = { login: this.session.user()?.login ?? '' };
    await this.dialogs.open(SignInAgain, {
      data,
      width: '400px',
      disableClose: true,
      // The form gives it to the password.
      autoFocus: false,
      backdropClass: 'veil',
    });
  }

  protected skip(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
