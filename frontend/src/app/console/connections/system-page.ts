import { Component, computed, effect, inject, input, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, ConnectionsService } from '@verstak/api';
import { CONNECTION_SUBJECTS, goes, type ConnectionSubject } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { CopyText } from '../../ui/copy-text/copy-text';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { NoteBar } from '../../ui/states/note-bar';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { withoutSecrets } from './shown-address';
import { SystemRows } from './system-rows';
import { SYSTEM_LOOK, healthOf } from './system-states';
import { SystemTasks } from './system-tasks';

/** What is exchanged is no change of the connection, so it is looked how that goes: often while it is under way. */
const BUSY_LOOK_MS = 2_000;
const IDLE_LOOK_MS = 15_000;

/** One thing that is told of a connection. */
interface Fact {
  key: 'kind' | 'exchanges' | 'address' | 'lastSuccessAt' | 'failingSince' | 'nextAt' | 'refused';
  value: string;
}

/** One connection: how it goes, and what came of each document. */
@Component({
  selector: 'app-system-page',
  imports: [
    CopyText,
    DocumentState,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NoteBar,
    PageHeader,
    StatusChip,
    SystemRows,
    TranslocoPipe,
  ],
  templateUrl: './system-page.html',
  styleUrls: ['../../ui/details/details.scss', './connection-page.scss', './system-page.scss'],
})
export class SystemPage {
  private readonly api = inject(ConnectionsService);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly router = inject(Router);
  private readonly rows = viewChild(SystemRows);
  protected readonly tasks = inject(SystemTasks);
  protected readonly list = inject(LastViews).to('/connections/systems');
  protected readonly look = SYSTEM_LOOK;
  protected readonly healthOf = healthOf;
  /** Where 1C comes to. */
  protected readonly oneCAddress = `${location.origin}/exchange/1c`;

  /** From the address. */
  readonly id = input.required<string>();

  /** Where Bitrix24 sends its events. */
  protected readonly bitrix24Address = computed(() => `${location.origin}/api/v1/bitrix24/events/${this.id()}`);

  protected readonly system = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getConnection({ id }),
    live: ['Connection'],
    hears: ({ id }) => id === this.id(),
  });
  protected readonly facts = computed((): Fact[] => {
    const system = this.system.value();
    if (!system) return [];
    const { kind, exchanges, address, lastSuccessAt, failingSince, nextAt, refused, isOn } = system;
    const moment = (key: Fact['key'], at?: string): Fact[] => (at ? [{ key, value: this.formats.moment(at) }] : []);
    const what = exchanges.map(({ subject, direction }) => {
      const name = this.i18n.t(`connections.systems.subject.${subject}`);
      return `${name}: ${this.i18n.t(`connections.systems.direction.${direction}`).toLowerCase()}`;
    });
    return [
      { key: 'kind', value: this.i18n.t(`connections.systems.kind.${kind}`) },
      { key: 'exchanges', value: what.join('; ') || this.i18n.t('connections.systems.nothing') },
      ...(address ? [{ key: 'address' as const, value: withoutSecrets(address) }] : []),
      ...moment('lastSuccessAt', lastSuccessAt),
      ...moment('failingSince', failingSince),
      ...moment('nextAt', isOn && this.isAsked(system) ? nextAt : undefined),
      ...(refused ? [{ key: 'refused' as const, value: String(refused) }] : []),
    ];
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const system = this.system.value();
      if (system) title.say(system.name);
    });
    effect((onCleanup) => {
      const system = this.system.value();
      if (!system?.isOn) return;
      const timer = setTimeout(() => this.lookAgain(), this.isBusy(system) ? BUSY_LOOK_MS : IDLE_LOOK_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Whether it is asked by the product; 1C comes by itself. */
  protected isAsked({ kind }: Connection): boolean {
    return kind !== 'one_c';
  }

  /** Whether an exchange is under way, or begins in a moment. */
  protected isBusy(system: Connection): boolean {
    const { busyUntil, nextAt } = system;
    const isAhead = (at?: string): boolean => !!at && Date.parse(at) > Date.now();
    return isAhead(busyUntil) || (this.isAsked(system) && !!nextAt && !isAhead(nextAt));
  }

  protected accessLabel({ kind, hasCredentials }: Connection): string {
    const verb = hasCredentials ? 'renew' : 'give';
    return `connections.systems.${kind === 'one_c' ? 'password' : 'access'}.${verb}`;
  }

  /** Why it does not work, and what to do. */
  protected noteOf({ isOn, offReason, fault, hasCredentials, kind }: Connection): string {
    if (!hasCredentials) return this.i18n.t(`connections.systems.unset.${kind === 'one_c' ? 'oneC' : 'other'}`);
    if (!isOn && offReason) return this.i18n.t(`connections.systems.offReason.${offReason}`);
    return isOn && fault ? this.i18n.t(`connections.systems.fault.${fault}`) : '';
  }

  /** The subjects that the other system is given. */
  protected given({ exchanges }: Connection): ConnectionSubject[] {
    return CONNECTION_SUBJECTS.filter((subject) =>
      exchanges.some((one) => one.subject === subject && goes(one.direction, 'out')),
    );
  }

  protected async edit(system: Connection): Promise<void> {
    this.put(await this.tasks.edit(system));
  }

  protected async setRules(system: Connection): Promise<void> {
    this.put(await this.tasks.setRules(system));
  }

  /** What has its access for the first time, is switched on with it. */
  protected async giveAccess(system: Connection): Promise<void> {
    const given = await this.tasks.giveAccess(system);
    if (!given) return;
    this.put(given);
    if (!system.hasCredentials && !given.isOn) this.put(await this.tasks.switch(given, true));
  }

  protected async switch(system: Connection): Promise<void> {
    this.put(await this.tasks.switch(system, !system.isOn));
  }

  protected async exchangeNow(system: Connection): Promise<void> {
    this.put(await this.tasks.exchangeNow(system));
  }

  /** Shows what a file of 1C would do. */
  protected async rehearseFile(system: Connection, picker: HTMLInputElement): Promise<void> {
    const [file] = picker.files ?? [];
    picker.value = '';
    if (file) await this.tasks.rehearse(system, file);
  }

  protected async giveAll(system: Connection, subject: ConnectionSubject): Promise<void> {
    if (await this.tasks.giveAll(system, subject)) this.lookAgain();
  }

  protected async delete(system: Connection): Promise<void> {
    if (await this.tasks.delete(system)) await this.router.navigateByUrl('/connections/systems');
  }

  private put(system: Connection | undefined): void {
    if (system) this.system.put(system);
  }

  private lookAgain(): void {
    this.system.reload();
    this.rows()?.reload();
  }
}
