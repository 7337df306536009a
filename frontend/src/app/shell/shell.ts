import { Component, ElementRef, computed, inject, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../core/session/session';
import { Keycap } from '../ui/keycap/keycap';
import { PLACES } from './navigation';
import { Notices } from './notices';
import { Palette } from './palette-service';
import { ShellKeys } from './shell-keys';
import { UserMenu } from './user-menu';

/** The frame of every signed-in page: navigation at the side (at the bottom on a phone), search, the person's menu. */
@Component({
  selector: 'app-shell',
  imports: [Keycap, MatIcon, Notices, RouterLink, RouterLinkActive, RouterOutlet, TranslocoPipe, UserMenu],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly session = inject(Session);
  private readonly palette = inject(Palette);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  /** A role that also sees the whole of the orders does not need the master's queue in its way. */
  protected readonly places = computed(() =>
    PLACES.filter(
      (place) =>
        this.session.canAny(place.permissions) && !(place.link === '/queue' && this.session.can('orders:read')),
    ),
  );

  constructor() {
    inject(ShellKeys).use();
  }

  protected openPalette(): void {
    void this.palette.open();
  }

  protected skip(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
