import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part, PartStage } from '@verstak/api';
import { plannedSeconds } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { FileStrip } from '../../entities/files/file-strip';
import type { RoutePictures } from '../../entities/files/route-pictures';
import { spellMinutes } from '../../entities/parts/worked-time';
import { masterOptions } from '../../entities/people/people-options';
import type { IconName } from '../../ui/icon/icons';
import { QuantityPipe } from '../../ui/pipes/format-pipes';

/** Where a part is with one of its stages. */
type Standing = 'done' | 'now' | 'ahead';

const ICONS: Record<Standing, IconName> = { done: 'check-circle', now: 'play', ahead: 'clock' };

/** The stages of a part in their order: what is done, what is its turn, what is still ahead, who does it, and how. */
@Component({
  selector: 'app-part-stages',
  imports: [FileStrip, MatIcon, QuantityPipe, TranslocoPipe],
  template: `
    <ol>
      @for (row of rows(); track row.stage.id) {
        <li [class]="row.standing" [attr.aria-current]="row.standing === 'now' ? 'step' : null">
          <mat-icon [svgIcon]="row.icon" aria-hidden="true" />
          <div class="what">
            <strong>{{ row.stage.name || ('parts.byHand' | transloco) }}</strong>
            <span class="visually-hidden">{{ 'parts.standing.' + row.standing | transloco }}</span>
            @if (row.stage.workCentre) {
              <span class="muted">{{ row.stage.workCentre }}</span>
            }
          </div>
          <span class="good">{{
            'parts.goodOf'
              | transloco: { good: (row.stage.good | quantity), of: (part().quantity | quantity: part().unit) }
          }}</span>
          <span class="muted plan">{{ row.plan }}</span>
          <span class="muted who">{{ row.who }}</span>
          @if (row.stage.instruction || row.files.length) {
            <div class="how">
              @if (row.stage.instruction) {
                <p class="muted">{{ row.stage.instruction }}</p>
              }
              <app-file-strip [files]="row.files" [label]="'files.ofInstruction' | transloco" />
            </div>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './part-stages.scss',
})
export class PartStages {
  private readonly i18n = inject(I18n);
  private readonly masters = masterOptions();

  readonly part = input.required<Part>();
  readonly pictures = input.required<RoutePictures>();

  protected readonly rows = computed(() => {
    const part = this.part();
    return part.stages.map((stage, index) => {
      const standing = index < part.stagesDone ? 'done' : this.isPresent(index) ? 'now' : 'ahead';
      return {
        stage,
        standing,
        icon: ICONS[standing],
        plan: this.planOf(stage),
        who: this.whoDoes(stage, standing),
        files: this.pictures().at(part.routeId, stage.id) ?? [],
      } as const;
    });
  });

  private isPresent(index: number): boolean {
    const { stagesDone, state } = this.part();
    return index === stagesDone && state !== 'cancelled';
  }

  /** What is planned for the whole quantity; nothing where nothing is. */
  private planOf(stage: PartStage): string {
    if (!stage.setUpMinutes && !stage.minutesPerUnit) return '';
    const minutes = Math.round(plannedSeconds(stage, this.part().quantity) / 60);
    return spellMinutes(minutes, (key, params) => this.i18n.t(key, params));
  }

  /** Who is at it; else the people that the stage names, at least how many to whom their names are closed; else whom the part is given to. */
  private whoDoes({ masterIds }: PartStage, standing: Standing): string {
    const { workerName, masterName, state } = this.part();
    if (standing === 'now' && state !== 'waiting' && workerName) return workerName;
    const count = masterIds.length;
    if (!count) return masterName ?? this.i18n.t('parts.anybody');
    const names = this.masters().filter(({ value }) => masterIds.includes(value));
    return names.map(({ label }) => label).join(', ') || this.i18n.t('parts.chosen', { count });
  }
}
