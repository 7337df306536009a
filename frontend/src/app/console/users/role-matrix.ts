import { Component, ElementRef, computed, inject, input, output, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { HeldRole } from '@verstak/api';
import { PERMISSION_AREAS, type Permission, isFixedRole, permissionsIn, prerequisiteOf } from '@verstak/domain';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { type RoleEdits, wantedOf } from './role-edits';

/** What can be done with a role from its column. */
export type RoleAct = 'look' | 'copy' | 'rename' | 'delete';

/** What a key moves the focus by: rows and columns. */
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Who may what: a row for each permission, by areas, and a column for each role. One Tab leads into the ticks and out of
 * them, arrows lead among them. Where it is narrow, one role stands there at a time.
 */
@Component({
  selector: 'app-role-matrix',
  imports: [MatIcon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, TranslocoPipe],
  templateUrl: './role-matrix.html',
  styleUrl: './role-matrix.scss',
})
export class RoleMatrix {
  private readonly session = inject(Session);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly words = inject(RoleWords);
  readonly roles = input.required<readonly HeldRole[]>();
  readonly edits = input.required<RoleEdits>();
  readonly tick = output<{ role: HeldRole; permission: Permission }>();
  readonly act = output<{ role: HeldRole; act: RoleAct }>();

  protected readonly mayWrite = computed(() => this.session.can('users:write'));
  protected readonly areas = PERMISSION_AREAS.map((area) => ({
    key: area,
    rows: permissionsIn(area).map((permission) => ({ permission, needed: prerequisiteOf(permission) })),
  }));
  private readonly rows = this.areas.flatMap(({ rows }) => rows.map(({ permission }) => permission));
  protected readonly columns = computed(() =>
    this.roles().map((role) => ({
      role,
      isFixed: isFixedRole(role.key),
      held: new Set(role.permissions),
      wanted: new Set(wantedOf(role, this.edits())),
    })),
  );

  private readonly chosen = signal<string | undefined>(undefined);
  /** The role that stands there where it is narrow. */
  protected readonly shown = computed(
    () => this.roles().find(({ id }) => id === this.chosen()) ?? this.roles().find(({ key }) => !isFixedRole(key)),
  );

  /** The tick that Tab leads to. */
  private readonly at = signal<{ permission: Permission; roleId?: string }>({ permission: this.rows[0]! });

  protected show(event: Event): void {
    this.chosen.set((event.target as HTMLSelectElement).value);
  }

  /** Nobody gives what they do not hold; what is stored can always be put back. */
  protected isOpen(
    permission: Permission,
    { held, wanted }: { held: Set<Permission>; wanted: Set<Permission> },
  ): boolean {
    return wanted.has(permission) || held.has(permission) || this.session.can(permission);
  }

  protected isNext(permission: Permission, { id }: HeldRole): boolean {
    const { permission: row, roleId } = this.at();
    const column = this.columns().find(({ role, isFixed }) => (roleId ? role.id === roleId : !isFixed));
    return permission === row && column?.role.id === id;
  }

  protected enter(permission: Permission, { id }: HeldRole): void {
    this.at.set({ permission, roleId: id });
  }

  /** Leads on to the next tick that way, over columns that have none. */
  protected step(event: KeyboardEvent, permission: Permission, role: HeldRole): void {
    const [down, right] = STEPS[event.key] ?? [0, 0];
    if (!down && !right) return;
    event.preventDefault();
    let [row, column] = [this.rows.indexOf(permission), this.columns().findIndex((one) => one.role.id === role.id)];
    for (;;) {
      [row, column] = [row + down, column + right];
      const [to, of] = [this.rows[row], this.columns()[column]];
      if (!to || !of) return;
      const tick = this.host.querySelector<HTMLInputElement>(`[data-tick="${of.role.id} ${to}"]`);
      if (tick?.offsetParent) return tick.focus();
    }
  }
}
