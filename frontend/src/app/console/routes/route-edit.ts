import { Component, computed, inject, input } from '@angular/core';
import { FormRoot, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Route, type RouteChange, RoutesService } from '@verstak/api';
import { LastViews } from '../../core/platform/last-views';
import { routePictures } from '../../entities/files/route-pictures';
import { type Archivable, Archiving } from '../../entities/archiving';
import { liveJournal } from '../../entities/journal';
import { TextField } from '../../ui/fields/text-field';
import { documentEditor } from '../../ui/forms/document-editor';
import { FormProblem } from '../../ui/forms/form-problem';
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
  private readonly archiving = inject(Archiving);
  private readonly words = inject(RouteWords);

  /** From the address; absent for a new route. */
  readonly id = input<string>();

  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getRouteHistory({ id, ...page }),
    live: ['Route', 'File'],
    hears: ({ entity, id }) => entity === 'File' || id === this.id(),
  });
  protected readonly pictures = routePictures(() => [this.id()]);
  protected readonly history = computed(() => this.words.history(this.journal.value() ?? []));
  protected readonly list = inject(LastViews).to('/routes');
  protected readonly editor = documentEditor<Route, RouteDraft, RouteChange>({
    area: 'routes',
    id: this.id,
    live: ['Route'],
    read: (id) => this.api.getRoute({ id }),
    create: (typed) => this.api.createRoute({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeRoute({ id, body }),
    draftOf,
    blank: () => draftOf(),
    changeOf,
    changedPaths,
    rebase,
    rules: routeRules,
    first: (form) => (this.id() ? undefined : form.name),
    look: () => this.words.look,
    nameOf: ({ name }) => name,
    back: () => this.list,
    done: () => this.list,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;

  private readonly kind: Archivable = {
    words: 'routes.',
    put: (id, isArchived) => this.api.archiveRoute({ id, body: { isArchived } }),
  };

  protected archive(route: Route): void {
    void this.archiving.archive(this.kind, route, !route.isArchived, () => {
      this.editor.reload();
      this.journal.reload();
    });
  }
}
