import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type HeldRole, PeopleService } from '@verstak/api';
import { type Permission, isOutsider } from '@verstak/domain';
import { CAPABILITIES } from '../../core/capability/capability';
import { toProblem } from '../../core/http/api-problem';
import { ProblemText } from '../../core/i18n/problem-text';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { peopleTabs } from './people-tabs';
import type { RolePlan } from './role-dialog';
import { type RoleDifference, type RoleEdits, differences, toggled, wantedOf } from './role-edits';
import { type RoleAct, RoleMatrix } from './role-matrix';
import type { RoleLook } from './role-sight';

/** What the roles of the workshop's people allow: made, named, ticked, looked at and deleted. */
@Component({
  selector: 'app-role-list',
  imports: [Keycap, MatButton, MatIcon, PageHeader, ProblemState, RoleMatrix, Skeleton, TranslocoPipe, ViewTabs],
  templateUrl: './role-list.html',
  styleUrl: './role-list.scss',
})
export class RoleList implements Unsaved {
  private readonly api = inject(PeopleService);
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly problems = inject(ProblemText);
  private readonly capabilities = inject(CAPABILITIES);
  protected readonly words = inject(RoleWords);

  protected readonly tabs = peopleTabs('roles');
  protected readonly mayWrite = computed(() => this.session.can('users:write'));
  protected readonly list = liveResource({
    params: () => true,
    load: () => this.api.listRoles(),
    live: ['Role', 'User'],
  });
  /** What customers and suppliers may do is no matter of ticks. */
  protected readonly roles = computed(() =>
    (this.list.value() ?? []).filter(({ permissions }) => !isOutsider(permissions)),
  );

  protected readonly edits = signal<RoleEdits>(new Map());
  protected readonly changes = computed(() => differences(this.roles(), this.edits()));
  protected readonly ways = [
    { key: 'gained', words: 'users.role.gains' },
    { key: 'lost', words: 'users.role.loses' },
  ] as const;
  protected readonly isSaving = signal(false);
  /** Why something was not saved, in words. */
  protected readonly problem = signal('');

  constructor() {
    useShortcuts([
      { keys: 'KeyN', label: 'users.role.new', icon: 'add', run: () => void this.add(), when: () => this.mayWrite() },
      {
        keys: 'Ctrl+Enter',
        label: 'ui.save',
        run: () => void this.save(),
        when: () => this.changes().length > 0,
        whileTyping: true,
      },
    ]);
  }

  hasUnsaved(): boolean {
    return this.changes().length > 0;
  }

  giveUp(): void {
    this.edits.set(new Map());
    this.problem.set('');
  }

  protected toggle(role: HeldRole, permission: Permission): void {
    this.edits.update((edits) => toggled(role, permission, edits));
    this.problem.set('');
  }

  protected isOwn({ key }: HeldRole): boolean {
    return this.session.user()?.roleKey === key;
  }

  /** Saves role by role; what was refused stays ticked. */
  protected async save(): Promise<void> {
    if (this.isSaving()) return;
    this.isSaving.set(true);
    const done: { former: RoleDifference; now: HeldRole }[] = [];
    try {
      for (const former of this.changes()) done.push({ former, now: await this.put(former.role, former.wanted) });
      this.problem.set('');
    } catch (error) {
      this.problem.set(this.problems.of(toProblem(error)));
    }
    this.take(done.map(({ now }) => now));
    this.isSaving.set(false);
    if (!done.length) return this.list.reload();
    this.toasts.offerUndo('users.role.changed', { count: done.length }, async () => {
      for (const { former, now } of done) this.take([await this.put(now, former.role.permissions)]);
    });
  }

  protected async add(source?: HeldRole): Promise<void> {
    const role = await this.ask({ source });
    if (!role) return;
    this.list.reload();
    this.toasts.say('users.role.added', { name: role.name });
  }

  protected async act(role: HeldRole, act: RoleAct): Promise<void> {
    if (act === 'look') return this.look(role);
    if (act === 'copy') return this.add(role);
    return act === 'rename' ? this.rename(role) : this.delete(role);
  }

  private async look(role: HeldRole): Promise<void> {
    const { RoleSight } = await import('./role-sight');
    const [name, permissions] = [this.words.nameOf(role), wantedOf(role, this.edits())];
    const data: RoleLook = { name, permissions, capabilities: this.capabilities };
    await this.dialogs.open(RoleSight, { data, width: '760px' });
  }

  private async rename(role: HeldRole): Promise<void> {
    const { id, name } = role;
    const now = await this.ask({ role });
    if (!now || now.name === name) return;
    this.take([now]);
    this.toasts.offerUndo('users.role.renamed', { name: now.name }, async () => {
      this.take([await this.api.changeRole({ id, body: { version: now.version, name } })]);
    });
  }

  private async delete(role: HeldRole): Promise<void> {
    const { id, name, permissions, people } = role;
    if (people) return this.tellHolders(role, people);
    try {
      await this.api.deleteRole({ id });
      this.list.reload();
      this.toasts.offerUndo('users.role.deleted', { name }, async () => {
        await this.api.createRole({ body: { name, permissions } });
        this.list.reload();
      });
    } catch (error) {
      const { code, params } = toProblem(error);
      if (code !== 'role.in_use') return this.toasts.fail(error);
      await this.tellHolders(role, Number(params['people']));
    }
  }

  /** Says how many hold a role that is to be deleted, and leads to them. */
  private async tellHolders({ id, name }: HeldRole, count: number): Promise<void> {
    const words = 'users.role.inUse.';
    const wantsThem = await this.dialogs.confirm({
      title: `${words}title`,
      text: `${words}text`,
      action: `${words}action`,
      params: { name, count },
    });
    if (wantsThem) void this.router.navigate(['/users'], { queryParams: { roleId: id } });
  }

  private async ask(plan: Omit<RolePlan, 'roles'>): Promise<HeldRole | undefined> {
    const { RoleDialog } = await import('./role-dialog');
    const data: RolePlan = { ...plan, roles: this.roles() };
    return this.dialogs.open<HeldRole>(RoleDialog, { data, width: '440px' });
  }

  private put({ id, version }: HeldRole, permissions: readonly Permission[]): Promise<HeldRole> {
    return this.api.changeRole({ id, body: { version, permissions: [...permissions] } });
  }

  /** Takes roles as they are stored now; what was ticked in them is no difference any more. */
  private take(stored: readonly HeldRole[]): void {
    const byId = new Map(stored.map((role) => [role.id, role]));
    this.edits.update((edits) => new Map([...edits].filter(([id]) => !byId.has(id))));
    this.list.put((this.list.value() ?? []).map((role) => byId.get(role.id) ?? role));
  }
}
