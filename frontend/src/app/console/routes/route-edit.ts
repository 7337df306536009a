import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { FormRoot, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Route, RoutesService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import { routePictures } from '../../entities/files/route-pictures';
import { type Archivable, Archiving } from '../../entities/archiving';
import { liveJournal } from '../../entities/journal';
import { TextField } from '../../ui/fields/text-field';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { type RouteDraft, changeOf, changedPaths, creationOf, draftOf, rebase, routeRules } from './route-draft';
import { RouteWords } from './route-words';
import { StageFields } from './stage-fields';

/** Adds a route, or changes one; parts under way keep the stages that they began with. */
@Component({
  selector: 'app-route-edit',
  imports: [
    FormField,
    FormProblem,
    FormRoot,
    History,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    StageFields,
    StatusChip,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './route-edit.html',
  styleUrls: ['../../ui/page-columns/page-columns.scss', './route-edit.scss'],
})
export class RouteEdit implements Unsaved {
  private readonly api = inject(RoutesService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly archiving = inject(Archiving);
  private readonly words = inject(RouteWords);
  protected readonly lastViews = inject(LastViews);

  /** From the address; absent for a new route. */
  readonly id = input<string>();

  protected readonly route = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getRoute({ id }),
    live: ['Route'],
    hears: ({ id }) => id === this.id(),
  });
  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getRouteHistory({ id, ...page }),
    live: ['Route', 'File'],
    hears: ({ entity, id }) => entity === 'File' || id === this.id(),
  });
  protected readonly pictures = routePictures(() => [this.id()]);
  protected readonly history = computed(() => this.words.history(this.journal.value() ?? []));
  protected readonly draft = draft(draftOf(), {
    key: () => `verstak.draft.route.${this.id() ?? 'new'}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: routeRules,
    save: async (typed) => this.leave(await this.send(typed)),
    first: (form) => (this.id() ? undefined : form.name),
    cancel: () => this.toList(),
    draft: this.draft,
    settle: settling({
      look: () => this.words.look,
      read: () => this.stored(),
      draftOf,
    }),
  });

  private readonly kind: Archivable = {
    words: 'routes.',
    put: (id, isArchived) => this.api.archiveRoute({ id, body: { isArchived } }),
  };

  constructor() {
    effect(() => {
      const route = this.route.value();
      if (this.id() && !route) return;
      untracked(() => this.draft.open(draftOf(route), route?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  protected archive(route: Route): void {
    void this.archiving.archive(this.kind, route, !route.isArchived, () => {
      this.route.reload();
      this.journal.reload();
    });
  }

  private stored(): Promise<Route> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getRoute({ id });
  }

  private send(typed: RouteDraft): Promise<Route> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createRoute({ body: creationOf(typed) });
    return this.api.changeRoute({ id, body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private leave({ name }: Route): void {
    this.draft.close();
    this.toasts.say(this.id() ? 'routes.changed' : 'routes.added', { name });
    this.toList();
  }

  private toList(): void {
    void this.router.navigate(['/routes'], { queryParams: this.lastViews.of('/routes') });
  }
}
