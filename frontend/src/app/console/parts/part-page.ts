import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, ProductionService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import type { FilePlace } from '../../entities/files/file-place';
import { FilesPanel } from '../../entities/files/files-panel';
import { routePictures } from '../../entities/files/route-pictures';
import { liveJournal } from '../../entities/journal';
import { DocumentMaking } from '../../entities/templates/document-making';
import { LabelPrints } from '../../entities/parts/labels/label-prints';
import { PartStatus } from '../../entities/parts/part-status';
import { PartWords, nameOf } from '../../entities/parts/part-words';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { PartActs, undeletable } from './part-acts';
import { PartBranch } from './part-branch';
import { PartDetails } from './part-details';
import { PartPasses } from './part-passes';
import { PartPath } from './part-path';
import { PartStages } from './part-stages';

/** A part: what it is, where it stands among others, how far it has come, what keeps it, and what was done to it. */
@Component({
  selector: 'app-part-page',
  imports: [
    DocumentState,
    FilesPanel,
    History,
    Keycap,
    ListSteps,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MomentPipe,
    PageHeader,
    PartBranch,
    PartDetails,
    PartPasses,
    PartPath,
    PartStages,
    PartStatus,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './part-page.html',
  styleUrls: ['../../ui/page-columns/page-columns.scss', './part-page.scss'],
})
export class PartPage {
  private readonly acts = inject(PartActs);
  private readonly api = inject(ProductionService);
  private readonly documents = inject(DocumentMaking);
  private readonly labels = inject(LabelPrints);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly words = inject(PartWords);
  protected readonly list = inject(LastViews).to('/parts');

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly part = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getPart({ id }),
    live: ['Part'],
    hears: ({ id }) => id === this.id(),
  });
  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getPartHistory({ id, ...page }),
    live: ['Part', 'File'],
    hears: ({ entity, id }) => entity === 'File' || id === this.id(),
  });
  protected readonly pictures = routePictures(() => this.part.value() && [this.part.value()?.routeId]);
  /** The part once it is known what its stages show: nothing moves when that comes. */
  protected readonly shown = computed(() => {
    const part = this.part.value();
    return part && this.pictures.present(part) ? part : undefined;
  });
  protected readonly reading = { ...this.part, value: this.shown };
  protected readonly history = computed(() => {
    const [entries, part] = [this.journal.value(), this.part.value()];
    return entries && part && this.words.history(entries, part);
  });
  /** Files of a part of an order are those of its item. */
  protected readonly place = computed<FilePlace>(() => {
    const { orderId, itemId } = this.part.value() ?? {};
    return orderId ? { subject: 'Order', subjectId: orderId, itemId } : { subject: 'Part', subjectId: this.id() };
  });
  protected readonly mayChange = computed(() => this.session.may(['change', 'Part']));
  protected readonly mayMakeDocuments = computed(() => this.session.can('parts:read'));
  protected readonly mayResolve = computed(() => this.mayChange() || this.session.may(['work', 'Part']));
  protected readonly mayAddFiles = computed(() =>
    this.session.may(['change', this.place().subject === 'Order' ? 'Order' : 'Part']),
  );
  /** It is made for no order, so that it is changed here. */
  protected readonly isOwn = computed(() => this.mayChange() && !this.part.value()?.orderId);
  protected readonly undeletable = undeletable;

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const part = this.part.value();
      if (part) title.say(nameOf(part));
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: 'parts.edit',
        icon: 'edit',
        run: () => this.go(`/parts/${this.id()}/edit`),
        when: () => this.isOwn(),
      },
      {
        keys: 'KeyN',
        label: 'parts.addInto',
        icon: 'add',
        run: () => this.go(`/parts/new?parentId=${this.id()}`),
        when: () => this.isOwn(),
      },
      {
        keys: 'KeyP',
        label: 'parts.label',
        icon: 'print',
        run: () => void this.labels.open([this.id()]),
      },
    ]);
  }

  /** After an own act, which brings no hint. */
  protected reload(): void {
    this.part.reload();
    this.journal.reload();
  }

  protected makeDocument({ id, number }: Part): void {
    void this.documents.open({ kind: 'part', of: [{ id, number }] });
  }

  protected print({ id }: Part): void {
    void this.labels.open([id]);
  }

  protected async resolve(part: Part): Promise<void> {
    const resolved = await this.acts.resolve(part);
    if (resolved) this.part.put(resolved);
    else this.part.reload();
    this.journal.reload();
  }

  protected async delete(part: Part): Promise<void> {
    if (await this.acts.delete(part)) this.go(part.parentId ? `/parts/${part.parentId}` : '/parts');
    else this.reload();
  }

  private go(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
