import { ViewportScroller } from '@angular/common';
import { Component, Injector, afterNextRender, computed, effect, inject, untracked } from '@angular/core';
import { FormField, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Workshop as WorkshopBody, WorkshopService } from '@verstak/api';
import type { ApiProblem } from '../../core/http/api-problem';
import { liveResource } from '../../core/live/live-resource';
import { Preferences } from '../../core/preferences/preferences';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { Demo } from '../../entities/demo/demo';
import { DemoOffer } from '../../entities/demo/demo-offer';
import { liveJournal } from '../../entities/journal';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { TextField } from '../../ui/fields/text-field';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { type Settled, formSession } from '../../ui/forms/form-session';
import type { Unsaved } from '../../ui/forms/unsaved';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { SetupList } from './setup-list';
import { ShopFields } from './shop-fields';
import { TestMail } from './test-mail';
import { type WorkshopDraft, changeOf, changedPaths, draftOf, rebase } from './workshop-draft';
import { WorkshopFields } from './workshop-fields';
import { WorkshopLogo } from './workshop-logo';
import { WorkshopRates } from './workshop-rates';
import { workshopRules } from './workshop-rules';
import { WorkshopWords } from './workshop-words';

/** The settings of the workshop: its name, its logo, and what its documents and its shop say of it. */
@Component({
  selector: 'app-workshop-page',
  imports: [
    DemoOffer,
    FormField,
    FormProblem,
    FormRoot,
    History,
    Keycap,
    MatButton,
    PageHeader,
    ProblemState,
    RouterLink,
    SetupList,
    ShopFields,
    Skeleton,
    StaleNote,
    TestMail,
    TextField,
    TranslocoPipe,
    WorkshopFields,
    WorkshopLogo,
    WorkshopRates,
  ],
  templateUrl: './workshop-page.html',
  styleUrls: ['../../ui/page-columns/page-columns.scss', './workshop-page.scss'],
})
export class WorkshopPage implements Unsaved {
  private readonly api = inject(WorkshopService);
  private readonly shared = inject(Workshop);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  protected readonly words = inject(WorkshopWords);
  private readonly access = inject(Session);
  protected readonly seesCost = computed(() => this.access.can('stock:cost'));
  protected readonly demo = inject(Demo);
  private readonly preferences = inject(Preferences);
  protected readonly hidesFirstHour = this.preferences.hidesFirstHour;

  protected readonly workshop = liveResource({
    params: () => true,
    load: () => this.api.getWorkshop(),
    live: ['Workshop'],
  });
  protected readonly journal = liveJournal({
    params: () => this.workshop.value()?.id,
    load: (_id, page) => this.api.getWorkshopHistory(page),
    live: ['Workshop'],
  });
  protected readonly history = computed(() => this.words.history(this.journal.value() ?? []));
  protected readonly draft = draft(draftOf(), {
    key: () => 'verstak.draft.workshop',
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: workshopRules,
    save: async (typed) => this.saved(await this.send(typed)),
    draft: this.draft,
    settle: (problem) => this.settle(problem),
  });

  constructor() {
    effect(() => {
      const workshop = this.workshop.value();
      if (workshop) untracked(() => this.draft.follow(draftOf(workshop), workshop.version));
    });
    const [scroller, injector, { snapshot }] = [inject(ViewportScroller), inject(Injector), inject(ActivatedRoute)];
    const isRead = computed(() => !!this.workshop.value());
    effect(() => {
      const place = snapshot.fragment;
      // Before it was read there was nothing to scroll to.
      if (isRead() && place) afterNextRender(() => scroller.scrollToAnchor(place), { injector });
    });
  }

  protected showFirstHour(): void {
    this.preferences.hideFirstHour(false);
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  /** After an own act, which brings no hint. */
  protected take(workshop: WorkshopBody): void {
    this.workshop.put(workshop);
    this.shared.put(workshop);
    this.journal.reload();
  }

  private send(typed: WorkshopDraft): Promise<WorkshopBody> {
    const { base = draftOf(), version } = this.draft;
    return this.api.changeWorkshop({ body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private saved(workshop: WorkshopBody): void {
    this.draft.openAnew(draftOf(workshop), workshop.version);
    this.take(workshop);
    this.toasts.say('workshop.saved');
  }

  private async settle({ conflicts }: ApiProblem): Promise<Settled<WorkshopDraft> | undefined> {
    const takeTheirs = await this.dialogs.resolve(conflicts, this.words.look);
    if (!takeTheirs) return undefined;
    const fresh = await this.api.getWorkshop();
    return { theirs: draftOf(fresh), version: fresh.version, takeTheirs };
  }
}
