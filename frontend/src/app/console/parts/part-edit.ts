import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { FormField, FormRoot, disabled } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, ProductionService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { PartWords, nameOf } from '../../entities/parts/part-words';
import { masterOptions } from '../../entities/people/masters';
import { routeOptions } from '../../entities/routes/route-options';
import { DateField } from '../../ui/fields/date-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { type PartDraft, changeOf, changedPaths, creationOf, draftOf, partRules, rebase } from './part-draft';

/** Adds a part, for itself or into an assembly, or changes one; parts of orders follow their orders. */
@Component({
  selector: 'app-part-edit',
  imports: [
    DateField,
    FormField,
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    NumberField,
    PageHeader,
    ProblemState,
    RouterLink,
    SelectField,
    Skeleton,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './part-edit.html',
  styleUrls: ['../../ui/forms/form-page.scss', '../../ui/forms/form-fields.scss'],
})
export class PartEdit implements Unsaved {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(PartWords);
  private readonly settings = inject(Workshop).settings;
  private readonly zone = computed(() => this.settings().timeZone);

  /** From the address; absent for a new part. */
  readonly id = input<string>();
  /** The assembly that a new part goes into, from the address. */
  readonly parentId = input<string>();

  /** The part that is changed, or the assembly that a new one goes into. */
  protected readonly known = liveResource({
    params: () => this.id() ?? this.parentId(),
    load: (id) => this.api.getPart({ id }),
    live: [],
  });
  protected readonly parent = computed(() => (this.id() ? undefined : this.known.value()));
  private readonly part = computed(() => (this.id() ? this.known.value() : undefined));
  /** Somebody has worked on it: how many are made, and how, stands. */
  protected readonly isBegun = computed(() => {
    const part = this.part();
    return !!part && (part.passesTotal > 0 || part.stagesDone > 0 || part.scraps.length > 0);
  });
  private readonly allRoutes = routeOptions();
  private readonly allMasters = masterOptions();
  /** What the part has may be in the archive, or nobody's choice any more. */
  protected readonly routes = computed(() => having(this.allRoutes(), this.part()?.routeId, this.part()?.routeName));
  protected readonly masters = computed(() => {
    const { masterId, masterName } = this.part() ?? {};
    return having(this.allMasters(), masterId, masterName);
  });

  protected readonly draft = draft(draftOf({}, 'UTC'), {
    key: () => `verstak.draft.part.${this.id() ?? `new.${this.parentId() ?? ''}`}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: (path) => {
      partRules(path);
      disabled(path.quantity, { when: () => this.isBegun() });
      disabled(path.routeId, { when: () => this.isBegun() });
    },
    save: async (typed) => this.leave(await this.send(typed)),
    first: (form) => form.title,
    cancel: () => void this.router.navigateByUrl(this.back()),
    draft: this.draft,
    settle: settling({
      look: () => this.words.look(this.chosenNames()),
      read: () => this.stored(),
      draftOf: (part) => draftOf(part, this.zone()),
    }),
  });
  private readonly cameFrom = inject(LastViews).left('/parts');
  protected readonly back = computed(() => (this.id() ? `/parts/${this.id()}` : this.cameFrom));
  protected readonly nameOf = nameOf;

  constructor() {
    effect(() => {
      const known = this.known.value();
      if ((this.id() || this.parentId()) && !known) return;
      untracked(() => this.draft.open(this.start(known), this.part()?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  /** A part as it stands; a new one is due with what it goes into. */
  private start(known: Part | undefined): PartDraft {
    if (this.id() && known) return draftOf(known, this.zone());
    return draftOf({ unit: this.i18n.t('parts.piece'), ...(known?.dueAt && { dueAt: known.dueAt }) }, this.zone());
  }

  /** What ids in conflicts are called. */
  private chosenNames(): ReadonlyMap<string, string> {
    return new Map([...this.routes(), ...this.masters()].map(({ value, label }) => [value, label]));
  }

  private stored(): Promise<Part> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getPart({ id });
  }

  private send(typed: PartDraft): Promise<Part> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createPart({ body: creationOf(typed, this.zone(), this.parentId()) });
    const change = changeOf(base, typed, this.zone());
    return this.api.changePart({ id, body: { ...change, ...(version && { version }) } });
  }

  /** What went into an assembly is seen there, where the next one is added. */
  private async leave(part: Part): Promise<void> {
    this.draft.close();
    this.toasts.say(this.id() ? 'parts.changed' : 'parts.added', { name: nameOf(part) });
    await this.router.navigateByUrl(`/parts/${this.id() ?? this.parentId() ?? part.id}`);
  }
}

/** Choices with the one that was made, though it is offered no more. */
function having(options: readonly Option[], value: string | undefined, label: string | undefined): readonly Option[] {
  if (!value || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: label ?? value }];
}
