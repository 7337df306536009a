import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PeopleService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Avatar } from '../../ui/avatar/avatar';

const MOST = 50;

/** Who signs in for a supplier. */
@Component({
  selector: 'app-supplier-people',
  imports: [Avatar, TranslocoPipe],
  template: `
    @if (people.value(); as people) {
      @if (people.length) {
        <ul>
          @for (one of people; track one.id) {
            <li>
              <ui-avatar [name]="one.name" /><span>{{ one.name }}</span>
              <span class="muted"
                >{{ one.login }}{{ one.isActive ? '' : ' · ' + ('suppliers.people.off' | transloco) }}</span
              >
            </li>
          }
        </ul>
      } @else {
        <p class="muted">{{ 'suppliers.people.none' | transloco }}</p>
      }
    }
  `,
  styles: `
    ul {
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }
  `,
})
export class SupplierPeople {
  private readonly api = inject(PeopleService);

  readonly supplierId = input.required<string>();
  protected readonly people = liveResource({
    params: () => this.supplierId(),
    load: async (id) => (await this.api.listUsers({ supplierId: [id], sort: 'name', pageSize: MOST })).items,
    live: ['User'],
  });
}
