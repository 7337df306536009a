import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { PeopleService, type User } from '@verstak/api';
import { isCustomer } from '@verstak/domain';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { liveDemoPeople } from '../../entities/demo/live-demo-people';
import { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import { Avatar } from '../../ui/avatar/avatar';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { type Filter, entityFilter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { peopleTabs } from './people-tabs';
import { RoleWords } from '../../core/session/role-words';
import { UserDialog, type UserTask } from './user-dialog';

/** The people of the workshop: who signs in, and with which role. */
@Component({
  selector: 'app-user-list',
  imports: [
    Avatar,
    Cell,
    DataTable,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    StatusChip,
    TranslocoPipe,
    ViewTabs,
  ],
  templateUrl: './user-list.html',
  styleUrl: './user-list.scss',
})
export class UserList {
  private readonly api = inject(PeopleService);
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(RoleWords);
  private readonly suppliers = inject(SupplierFinder);

  /** Somebody is to be added at once; from the address. */
  readonly add = input<string>();
  private readonly demoPeople = liveDemoPeople();
  /** Those that a demo brought. */
  protected readonly demoIds = computed(() => new Set(this.demoPeople.value()?.map(({ id }) => id)));
  protected readonly tabs = peopleTabs('people');
  protected readonly mayWrite = computed(() => this.session.can('users:write'));
  protected readonly self = computed(() => this.session.user()?.id);

  /** Customers of the shop have accounts of their own there. */
  protected readonly roles = resource({
    loader: async () => (await this.api.listRoles()).filter(({ permissions }) => !isCustomer(permissions)),
  });
  private readonly roleNames = computed(
    () => new Map((this.roles.hasValue() ? this.roles.value() : []).map((role) => [role.id, this.words.nameOf(role)])),
  );
  protected readonly filters = computed<Filter[]>(() => [
    {
      kind: 'choice',
      key: 'roleId',
      label: 'users.field.role',
      options: [...this.roleNames()].map(([value, label]) => ({ value, label })),
      isTranslated: true,
    },
    ...(this.session.can('suppliers:read') ? [entityFilter('supplierId', 'suppliers.one', this.suppliers)] : []),
    {
      kind: 'choice',
      key: 'isActive',
      label: 'users.field.state',
      options: [
        { value: 'true', label: 'users.active' },
        { value: 'false', label: 'users.inactive' },
      ],
      isSingle: true,
    },
  ]);
  protected readonly list = entityList<User>({
    sort: 'name',
    filters: ['roleId', 'supplierId', 'isActive'],
    load: ({ page, pageSize, sort, q, filters }) => {
      const { roleId, supplierId, isActive: [isActive] = [] } = filters;
      return this.api.listUsers({
        page,
        pageSize,
        sort,
        ...(q && { q }),
        ...(roleId && { roleId: [...roleId] }),
        ...(supplierId && { supplierId: [...supplierId] }),
        ...(isActive && { isActive: isActive === 'true' }),
      });
    },
    live: ['User'],
  });
  protected readonly columns: readonly Column<User>[] = [
    { key: 'name', header: 'users.field.name', type: 'template', isSortable: true, card: 'title' },
    { key: 'login', header: 'users.field.login', isSortable: true },
    {
      key: 'role',
      header: 'users.field.role',
      value: (user) => [this.roleNames().get(user.roleId), user.supplierName].filter(Boolean).join(' · '),
      isSortable: true,
      sortKey: 'roleKey',
    },
    { key: 'isActive', header: 'users.field.state', type: 'template' },
    { key: 'createdAt', header: 'users.field.createdAt', type: 'day', isSortable: true, hideBelow: 900 },
    { key: 'acts', header: 'users.acts', type: 'template', card: 'end', width: '64px' },
  ];

  constructor() {
    useShortcuts([
      { keys: 'KeyN', label: 'users.new', icon: 'add', run: () => void this.addOne(), when: () => this.mayWrite() },
    ]);
    const router = inject(Router);
    effect(() => {
      if (!this.add() || !this.roles.hasValue() || !untracked(() => this.mayWrite())) return;
      // Once: going back leads to no dialog.
      void router.navigate([], { queryParams: { add: null }, queryParamsHandling: 'merge', replaceUrl: true });
      untracked(() => void this.addOne());
    });
  }

  protected async addOne(): Promise<void> {
    const user = await this.ask({});
    if (user) this.toasts.say('users.added', { name: user.name });
  }

  protected async edit(user: User): Promise<void> {
    const changed = await this.ask({ user });
    if (changed) this.toasts.say('users.changed', { name: changed.name });
  }

  protected async renewPassword(user: User): Promise<void> {
    const changed = await this.ask({ user, isPassword: true });
    if (changed) this.toasts.say('users.password.changed', { name: changed.name });
  }

  /** Lets a person in or keeps them out; can be taken back for 10 seconds. */
  protected async activate(user: User, isActive: boolean): Promise<void> {
    const put = async (to: boolean): Promise<void> => {
      await this.api.changeUser({ id: user.id, body: { isActive: to } });
      this.list.reload();
    };
    try {
      await put(isActive);
      this.toasts.offerUndo(isActive ? 'users.activated' : 'users.deactivated', { name: user.name }, () =>
        put(!isActive),
      );
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async ask(task: Omit<UserTask, 'roles'>): Promise<User | undefined> {
    const data: UserTask = { roles: this.roles.hasValue() ? this.roles.value() : [], ...task };
    const user = await this.dialogs.open<User>(UserDialog, { data, width: '440px' });
    if (user) this.list.reload();
    return user;
  }
}
