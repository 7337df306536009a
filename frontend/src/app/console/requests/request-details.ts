import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SupplyRequest } from '@verstak/api';
import { Session } from '../../core/session/session';
import { CalendarDayPipe, DayPipe, MoneyPipe } from '../../ui/pipes/format-pipes';

/** What there is to know of a request beside its items. */
@Component({
  selector: 'app-request-details',
  imports: [CalendarDayPipe, DayPipe, MatIcon, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    @let request = this.request();
    <dl>
      <div>
        <dt>{{ 'suppliers.one' | transloco }}</dt>
        <dd>
          @if (can().suppliers) {
            <a [routerLink]="['/suppliers', request.supplierId]">{{ request.supplierName }}</a>
          } @else {
            {{ request.supplierName }}
          }
        </dd>
      </div>
      @if (request.cost !== undefined) {
        <div>
          <dt>{{ 'requests.field.cost' | transloco }}</dt>
          <dd>
            <strong>{{ request.cost | money }}</strong>
          </dd>
        </div>
      }
      @if (request.dueDay) {
        <div>
          <dt>{{ 'requests.field.dueDay' | transloco }}</dt>
          <dd [class.late]="isLate()">{{ request.dueDay | calendarDay }}</dd>
        </div>
      }
      @if (request.orderNumber) {
        <div>
          <dt>{{ 'requests.field.order' | transloco }}</dt>
          <dd>
            @if (can().orders) {
              <a [routerLink]="['/orders', request.orderId]">{{
                'ui.numbered' | transloco: { number: request.orderNumber }
              }}</a>
            } @else {
              {{ 'ui.numbered' | transloco: { number: request.orderNumber } }}
            }
          </dd>
        </div>
      }
      @if (request.requesterName) {
        <div>
          <dt>{{ 'requests.field.requester' | transloco }}</dt>
          <dd>{{ request.requesterName }}</dd>
        </div>
      }
      <div>
        <dt>{{ 'requests.field.createdAt' | transloco }}</dt>
        <dd>{{ request.createdAt | day }}</dd>
      </div>
      @if (request.sentAt) {
        <div>
          <dt>{{ 'requests.field.sentAt' | transloco }}</dt>
          <dd>{{ request.sentAt | day }}</dd>
        </div>
      }
      @if (request.answeredAt) {
        <div>
          <dt>{{ 'requests.field.answeredAt' | transloco }}</dt>
          <dd>{{ request.answeredAt | day }}</dd>
        </div>
      }
    </dl>
    @if (request.note) {
      <p class="note">
        <mat-icon svgIcon="note" aria-hidden="true" /><span>{{ request.note }}</span>
      </p>
    }
  `,
  styleUrls: ['../../ui/details/details.scss', '../../ui/details/note.scss'],
  styles: `
    .late {
      color: var(--mat-sys-error);
      font-weight: 550;
    }
  `,
})
export class RequestDetails {
  private readonly session = inject(Session);

  readonly request = input.required<SupplyRequest>();
  readonly today = input.required<string>();
  protected readonly can = computed(() => ({
    suppliers: this.session.can('suppliers:read'),
    orders: this.session.can('orders:read'),
  }));
  protected readonly isLate = computed(() => {
    const { status, dueDay } = this.request();
    return status === 'in_process' && dueDay !== undefined && dueDay < this.today();
  });
}
