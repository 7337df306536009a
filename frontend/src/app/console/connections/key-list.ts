import { Component, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ApiKey, ApiKeysService, type NewApiKey } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { Filter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { connectionTabs } from './connection-tabs';
import { KeyDialog, type KeyTask } from './key-dialog';
import { KEY_LOOK, stateOf } from './key-states';
import { tellSecret } from './tell-secret';

/** The keys by which other programs work with this one. */
@Component({
  selector: 'app-key-list',
  imports: [
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
    RouterLink,
    StatusChip,
    TranslocoPipe,
    ViewTabs,
  ],
  templateUrl: './key-list.html',
  styleUrl: './key-list.scss',
})
export class KeyList {
  private readonly api = inject(ApiKeysService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly roles = inject(RoleWords);

  protected readonly tabs = connectionTabs('keys');
  protected readonly look = KEY_LOOK;
  protected readonly stateOf = stateOf;
  protected readonly isOpen = ({ isRevoked }: ApiKey): boolean => !isRevoked;
  protected readonly readsJournal = this.session.can('journal:read');

  protected readonly filters: readonly Filter[] = [
    {
      kind: 'choice',
      key: 'isRevoked',
      label: 'connections.keys.shown',
      options: [
        { value: 'false', label: 'connections.keys.goodOnly' },
        { value: 'true', label: 'connections.keys.revokedOnly' },
      ],
      isSingle: true,
    },
  ];
  protected readonly list = entityList<ApiKey>({
    sort: '-createdAt',
    filters: ['isRevoked'],
    load: ({ page, pageSize, sort, q, filters }) => {
      const { isRevoked: [isRevoked] = [] } = filters;
      return this.api.listApiKeys({
        page,
        pageSize,
        sort,
        ...(q && { q }),
        ...(isRevoked && { isRevoked: isRevoked === 'true' }),
      });
    },
    live: ['ApiKey'],
  });
  protected readonly columns: readonly Column<ApiKey>[] = [
    { key: 'name', header: 'connections.keys.field.name', type: 'template', isSortable: true, card: 'title' },
    { key: 'state', header: 'connections.keys.field.state', type: 'template', width: '130px' },
    { key: 'scopes', header: 'connections.keys.field.scopes', type: 'template', width: '110px' },
    { key: 'usedAt', header: 'connections.keys.field.usedAt', value: (key) => this.used(key), isSortable: true },
    {
      key: 'expiresAt',
      header: 'connections.keys.field.expiresAt',
      value: ({ expiresAt }) => (expiresAt ? this.formats.day(expiresAt) : this.i18n.t('connections.keys.endless')),
      isSortable: true,
      hideBelow: 900,
    },
    { key: 'makerName', header: 'connections.keys.field.makerName', isSortable: true, hideBelow: 1100 },
    { key: 'createdAt', header: 'connections.keys.field.createdAt', type: 'day', isSortable: true, isOptional: true },
    { key: 'acts', header: 'connections.keys.acts', type: 'template', card: 'end', width: '64px' },
  ];

  constructor() {
    useShortcuts([{ keys: 'KeyN', label: 'connections.keys.new', icon: 'add', run: () => void this.make() }]);
  }

  /** What a key may do, in words. */
  protected scopesOf({ scopes }: ApiKey): string {
    return scopes.map((scope) => this.i18n.t(this.roles.keyOf(scope))).join('\n');
  }

  protected async make(): Promise<void> {
    const made = await this.ask<NewApiKey>({});
    if (!made) return;
    const { name, key: secret } = made;
    // What every key may ask.
    const command = `curl -H "Authorization: Bearer ${secret}" ${location.origin}/api/v1/workshop`;
    await tellSecret(this.dialogs, { words: 'connections.keys.made.', name, secret, command });
  }

  protected async edit(key: ApiKey): Promise<void> {
    const changed = await this.ask<ApiKey>({ key });
    if (changed) this.toasts.say('connections.keys.changed', { name: changed.name });
  }

  protected async revoke({ id, name }: ApiKey): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'connections.keys.revoking.title',
      text: 'connections.keys.revoking.text',
      action: 'connections.keys.revoke',
      params: { name },
      isDestructive: true,
    });
    if (!isAgreed) return;
    try {
      await this.api.revokeApiKey({ id });
      this.toasts.say('connections.keys.revoked', { name });
    } catch (error) {
      this.toasts.fail(error);
    }
    this.list.reload();
  }

  private used({ usedAt, usedFrom }: ApiKey): string {
    if (!usedAt) return this.i18n.t('connections.keys.never');
    return [this.formats.ago(usedAt), usedFrom].filter(Boolean).join(' · ');
  }

  private async ask<K extends ApiKey>(data: KeyTask): Promise<K | undefined> {
    const key = await this.dialogs.open<K>(KeyDialog, { data, width: '760px' });
    if (key) this.list.reload();
    return key;
  }
}
