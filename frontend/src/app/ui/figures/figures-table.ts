import { Component, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';

/** A figure that asks for attention. */
export interface Alarm {
  alarm: string;
}

/** One row of figures, written out; the first cell is its name. */
export interface FiguresRow {
  id: string;
  name: string;
  figures: readonly (string | Alarm)[];
  /** Where its name leads, and what that page is to be narrowed to. */
  link?: string;
  params?: Params;
  /** What its name narrows the page to, in its address. */
  narrows?: Params;
  /** Share of one, drawn behind the name. */
  share?: number;
  /** How deep it lies in those above, from 0. */
  level?: number;
}

/** A small table of sums. */
@Component({
  selector: 'ui-figures-table',
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
              <th scope="row" [style.--share.%]="(row.share ?? 0) * 100" [style.--level]="row.level ?? 0">
                @if (row.link; as link) {
                  <a [routerLink]="link" [queryParams]="row.params">{{ row.name }}</a>
                } @else if (row.narrows; as params) {
                  <a routerLink="." [queryParams]="params" queryParamsHandling="merge">{{ row.name }}</a>
                } @else {
                  {{ row.name }}
                }
              </th>
              @for (figure of row.figures; track $index) {
                @let alarm = alarmIn(figure);
                <td class="end" [class.alarm]="alarm">{{ alarm ?? figure }}</td>
              }
            </tr>
          } @empty {
            <tr>
              <td class="muted" [attr.colspan]="headers().length">{{ empty() | transloco }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './figures-table.scss',
})
export class FiguresTable {
  /** Accessible name, translated. */
  readonly label = input.required<string>();
  /** Translation keys; the first is of the names. */
  readonly headers = input.required<readonly string[]>();
  readonly rows = input.required<readonly FiguresRow[]>();
  /** Translation key of what stands where there are no rows. */
  readonly empty = input('ui.nothing');

  protected alarmIn(figure: string | Alarm): string | undefined {
    return typeof figure === 'object' ? figure.alarm : undefined;
  }
}
