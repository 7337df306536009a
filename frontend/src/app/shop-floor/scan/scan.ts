import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { codeIn, spellCode } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { HandScanner } from '../../core/keyboard/hand-scanner';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { stayAwake } from '../../core/platform/awake';
import { Session } from '../../core/session/session';
import { type Deed, withFacts } from '../../entities/facts/fact';
import { Outbox } from '../../entities/facts/outbox';
import { routePictures } from '../../entities/files/route-pictures';
import { Avatar } from '../../ui/avatar/avatar';
import { CodeEntry } from '../../ui/code-reader/code-entry';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { ChimeSwitch } from '../chime-switch';
import { deedKey } from '../deed-words';
import { PartCard } from '../part-card';
import { PartDesk } from '../part-desk';
import { RefusalList } from '../refusal-list';
import { UnsentNote } from '../unsent-note';
import { PartFinder } from './part-finder';
import { ScanList } from './scan-list';
import { type ScanEntry, ScanLog } from './scan-log';
import { type Verdict, Verdicts } from './verdicts';

/** As much of what is no code as the page repeats. */
const LONGEST = 60;

/** Problems of which the verdict says everything. */
const TOLD: Readonly<Record<string, string>> = { not_found: 'scan.missing', unavailable: 'scan.unseen' };

/** Work on one part after another, each by its code: the page is ready for the next as soon as one is done. */
@Component({
  selector: 'app-scan',
  imports: [
    Avatar,
    ChimeSwitch,
    CodeEntry,
    EmptyState,
    MatIcon,
    PageHeader,
    PartCard,
    ProblemState,
    RefusalList,
    ScanList,
    Skeleton,
    StaleNote,
    TranslocoPipe,
    UnsentNote,
  ],
  providers: [PartDesk, ScanLog, Verdicts],
  templateUrl: './scan.html',
  styleUrl: './scan.scss',
})
export class Scan {
  private readonly finder = inject(PartFinder);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly verdicts = inject(Verdicts);
  protected readonly log = inject(ScanLog);
  protected readonly desk = inject(PartDesk);
  protected readonly user = inject(Session).user;

  /** What was scanned last; in the address. */
  readonly code = input<string>();
  /** The code about which the page has said what came of it. */
  private judged?: string;

  protected readonly wanted = computed(() => codeIn(this.code() ?? ''));
  protected readonly found: LiveResource<Part> = liveResource({
    params: this.wanted,
    load: (code) => this.finder.byCode(code),
    live: ['Part'],
    hears: ({ id }) => id === this.found.value()?.id,
  });
  protected readonly part = computed(() => {
    const part = this.found.value();
    return part && withFacts(part, this.outbox.facts());
  });
  protected readonly pictures = routePictures(() => this.part() && [this.part()?.routeId]);
  /** The part once it is known what the instruction of its stage shows. */
  protected readonly shownPart = computed(() => {
    const part = this.part();
    return part && this.pictures.present(part) ? part : undefined;
  });
  /** What is wrong beyond what the verdict says. */
  protected readonly problem = computed(() => {
    const problem = this.found.problem();
    return problem && !TOLD[problem.code] ? problem : undefined;
  });
  protected readonly shown = computed(() => new Set([this.part()?.id ?? '']));
  protected readonly verdict = this.verdicts.current;

  constructor() {
    stayAwake();
    const isMine = (text: string): boolean => codeIn(text) !== undefined;
    inject(DestroyRef).onDestroy(inject(HandScanner).listen({ heard: (text) => this.take(text), isMine }));
    this.outbox.answers.pipe(takeUntilDestroyed()).subscribe((answered) => {
      if (answered && answered.id === this.found.value()?.id) this.found.put(answered);
    });
    effect(() => {
      const isSettled = this.part()?.code === this.wanted() || this.found.problem() !== undefined;
      if (isSettled) untracked(() => this.judge());
    });
  }

  /** Goes to what was scanned, photographed or typed. */
  protected take(text: string): void {
    const code = codeIn(text);
    if (!code) return this.verdicts.bad('scan.unknown', { text: text.slice(0, LONGEST) });
    this.judged = undefined;
    this.verdicts.clear();
    if (code !== this.wanted()) return void this.router.navigate([], { queryParams: { code }, replaceUrl: true });
    this.found.reload();
    this.judge();
  }

  /** The sentence of a verdict; a deed in it is the key of its word. */
  protected words({ key, params }: Verdict): string {
    const { deed } = params;
    return this.i18n.t(key, typeof deed === 'string' ? { ...params, deed: this.i18n.t(deed) } : params);
  }

  protected do(deed: Deed): void {
    const part = this.part();
    if (!part) return;
    this.log.note(part, this.desk.do(part, deed));
    this.verdicts.good('scan.done', { deed: deedKey(deed), title: part.title });
  }

  protected async reportScrap(): Promise<void> {
    const part = this.part();
    const fact = part && (await this.desk.reportScrap(part));
    if (fact) this.log.note(part, fact);
  }

  protected async undo(entry: ScanEntry): Promise<void> {
    if (!entry.fact) return;
    const deed = deedKey(entry.fact);
    this.log.undo(entry, await this.desk.undo(entry, entry.fact));
    this.verdicts.good('scan.takenBack', { deed, title: entry.title });
  }

  /** Says, once, what came of a code. */
  private judge(): void {
    const [code, part, problem] = [this.wanted(), this.part(), this.found.problem()];
    if (!code || code === this.judged || (part?.code !== code && !problem)) return;
    this.judged = code;
    if (part?.code !== code)
      return this.verdicts.bad(TOLD[problem?.code ?? ''] ?? 'scan.failed', { code: spellCode(code) });
    this.log.note(part);
    this.verdicts.good('scan.found', { title: part.title });
  }
}
