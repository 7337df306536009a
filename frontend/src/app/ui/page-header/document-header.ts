import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LastViews } from '../../core/platform/last-views';
import { Keycap } from '../keycap/keycap';
import { ListSteps } from '../list/list-steps';
import { StatusChip } from '../status-chip/status-chip';
import { PageHeader } from './page-header';

/**
 * The head of a document that is changed on a page of its own and can be archived: the way back to its list and to its
 * neighbours there, its name, whether it is in the archive, and what can be done with it; acts of its own are projected.
 */
@Component({
  selector: 'ui-document-header',
  imports: [
    Keycap,
    ListSteps,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    RouterLink,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './document-header.html',
})
export class DocumentHeader {
  private readonly lastViews = inject(LastViews);

  /** Where its kind stands: `clients` for `/clients`, and its words: `toList`, `isArchived`, `edit`, `archive`, … */
  readonly area = input.required<string>();
  readonly document = input.required<{ id: string; name: string; isArchived: boolean }>();
  readonly mayEdit = input(false);
  readonly mayDelete = input(false);
  /** It goes to the archive, or comes back. */
  readonly archive = output();
  readonly delete = output();

  protected readonly list = computed(() => this.lastViews.to(`/${this.area()}`));
}
