import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { spellCode } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { PartProgress } from '../../entities/parts/part-progress';
import { spellMinutes, workedMinutes } from '../../entities/parts/worked-time';
import { ItemDetails } from '../../entities/products/item-details';
import { DueDate } from '../../ui/pipes/due-date';
import { MomentPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { isClosed } from './part-columns';

/** What a part is: how many, for what, by which route, whose, until when, and what was lost of it. */
@Component({
  selector: 'app-part-details',
  imports: [DueDate, ItemDetails, MatIcon, MomentPipe, PartProgress, QuantityPipe, RouterLink, TranslocoPipe],
  templateUrl: './part-details.html',
  styleUrls: ['../../ui/details/details.scss', './part-details.scss'],
})
export class PartDetails {
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);

  readonly part = input.required<Part>();

  protected readonly code = computed(() => spellCode(this.part().code));
  protected readonly mayReadOrders = computed(() => this.session.may(['read', 'Order']));
  protected readonly worked = computed(() =>
    spellMinutes(workedMinutes(this.part(), new Date()), (key, params) => this.i18n.t(key, params)),
  );
  protected readonly isClosed = isClosed;
}
