import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, ProductionService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { nameOf } from '../../entities/parts/part-words';

/** The assemblies that a part goes into, from the outermost one on. */
@Component({
  selector: 'app-part-path',
  imports: [RouterLink, TranslocoPipe],
  template: `
    @if (above.value(); as parts) {
      @if (parts.length) {
        <nav [attr.aria-label]="'parts.path' | transloco">
          <ol>
            @for (part of parts; track part.id) {
              <li>
                <a [routerLink]="['/parts', part.id]">{{ nameOf(part) }}</a>
              </li>
            }
          </ol>
        </nav>
      }
    }
  `,
  styles: `
    nav {
      padding-bottom: 12px;
    }
    ol {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
    }
    li::after {
      margin-inline-start: 8px;
      color: var(--mat-sys-on-surface-variant);
      content: '›' / '';
    }
    @media (pointer: coarse) {
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
      }
    }
  `,
})
export class PartPath {
  private readonly api = inject(ProductionService);

  readonly part = input.required<Part>();
  protected readonly above = liveResource({
    params: () => this.part().ancestorIds,
    load: (ids) => Promise.all(ids.map((id) => this.api.getPart({ id }))),
  });
  protected readonly nameOf = nameOf;
}
