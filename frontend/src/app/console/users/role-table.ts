import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { HeldRole } from '@verstak/api';
import { PERMISSIONS, type Permission } from '@verstak/domain';
import { RoleWords } from '../../core/session/role-words';

/** Who may what, in words; to be read only. */
@Component({
  selector: 'app-role-table',
  imports: [MatIcon, TranslocoPipe],
  template: `
    <div class="scroll" tabindex="0" role="group" [attr.aria-label]="'users.roles' | transloco">
      <table [attr.aria-label]="'users.roles' | transloco">
        <thead>
          <tr>
            <th scope="col">{{ 'users.may' | transloco }}</th>
            @for (role of roles(); track role.id) {
              <th scope="col" class="role">{{ words.nameOf(role) }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (permission of permissions; track permission) {
            <tr>
              <th scope="row">{{ wordsOf(permission) | transloco }}</th>
              @for (role of roles(); track role.id) {
                <td>
                  @if (holds(role, permission)) {
                    <mat-icon svgIcon="check" aria-hidden="true" /><span class="visually-hidden">{{
                      'ui.yes' | transloco
                    }}</span>
                  } @else {
                    <span class="visually-hidden">{{ 'ui.no' | transloco }}</span>
                  }
                </td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroll {
      position: relative;
      overflow-x: auto;
    }
    table {
      border-collapse: collapse;
    }
    th,
    td {
      height: var(--v-row);
      padding: 4px 16px 4px 0;
      border-bottom: var(--v-line);
      text-align: start;
    }
    tbody th {
      min-width: 180px;
      font-weight: 400;
    }
    .role,
    td {
      padding-inline: 12px;
      text-align: center;
    }
    mat-icon {
      color: var(--v-tone-good);
      vertical-align: middle;
    }
  `,
})
export class RoleTable {
  protected readonly words = inject(RoleWords);
  protected readonly permissions = PERMISSIONS;
  protected readonly wordsOf = (permission: Permission): string => permission.replace(':', '.may.');
  readonly roles = input.required<readonly HeldRole[]>();

  /** An administrator may do everything, whatever is stored. */
  protected holds(role: HeldRole, permission: Permission): boolean {
    return role.key === 'admin' || role.permissions.includes(permission);
  }
}
