import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';

/** One row of figures, written out; the first cell is its name. */
export interface FiguresRow {
  id: string;
  name: string;
  figures: readonly string[];
  /** Where its name leads. */
  link?: string;
  /** Share of one, drawn behind the name. */
  share?: number;
}

/** A small table of sums. */
@Component({
  selector: 'app-figures-table',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <div class="scroll" tabindex="0" role="group" [attr.aria-label]="label()">
      <table [attr.aria-label]="label()">
        <thead>
          <tr>
            @for (header of headers(); track header; let first = $first) {
              <th scope="col" [class.end]="!first">{{ header | transloco }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.id) {
            <tr>
              <th scope="row" [style.--share.%]="(row.share ?? 0) * 100">
                @if (row.link; as link) {
                  <a [routerLink]="link">{{ row.name }}</a>
                } @else {
                  {{ row.name }}
                }
              </th>
              @for (figure of row.figures; track $index) {
                <td class="end">{{ figure }}</td>
              }
            </tr>
          } @empty {
            <tr>
              <td class="muted" [attr.colspan]="headers().length">{{ 'reports.nothing' | transloco }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: '../../ui/figures/figures.scss',
})
export class FiguresTable {
  /** Accessible name, translated. */
  readonly label = input.required<string>();
  /** Translation keys; the first is of the names. */
  readonly headers = input.required<readonly string[]>();
  readonly rows = input.required<readonly FiguresRow[]>();
}
