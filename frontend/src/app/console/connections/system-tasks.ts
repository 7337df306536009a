import { DOCUMENT, Service, inject } from '@angular/core';
import { type Connection, ConnectionsService } from '@verstak/api';
import type { ConnectionSubject } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { tellSecret } from './tell-secret';

/** What is done with connections to other systems; each gives what stands then, or `undefined` where nothing was done. */
@Service()
export class SystemTasks {
  private readonly api = inject(ConnectionsService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly document = inject(DOCUMENT);

  async make(): Promise<Connection | undefined> {
    return this.edit();
  }

  async edit(system?: Connection): Promise<Connection | undefined> {
    const { SystemDialog } = await import('./system-dialog');
    return this.dialogs.open<Connection>(SystemDialog, { data: { system }, width: '640px' });
  }

  /** Sets whose values stand, what is left out, and which status there is which here. */
  async setRules(system: Connection): Promise<Connection | undefined> {
    const { SystemRulesDialog } = await import('./system-rules-dialog');
    return this.dialogs.open<Connection>(SystemRulesDialog, { data: system, width: '760px' });
  }

  /** Tells how to sign in there, or, of 1C, makes what it signs in here with. */
  async giveAccess(system: Connection): Promise<Connection | undefined> {
    if (system.kind === 'one_c') return this.renewPassword(system);
    const { SystemAccessDialog } = await import('./system-access-dialog');
    return this.dialogs.open<Connection>(SystemAccessDialog, { data: system, width: '560px' });
  }

  /** Goes to the portal of Bitrix24, which sends back whoever lets the product in there. */
  async signInThere({ id }: Connection): Promise<void> {
    const answer = await this.toasts.attempt(async () => this.api.authoriseInBitrix24({ id }));
    if (answer) this.document.location.assign(answer.url);
  }

  async switch({ id }: Connection, isOn: boolean): Promise<Connection | undefined> {
    return this.toasts.attempt(async () => this.api.changeConnection({ id, body: { isOn } }));
  }

  /** Asks whether the other system lets the product in, and says what it answers. */
  async check({ id, name }: Connection): Promise<void> {
    const answer = await this.toasts.attempt(async () => this.api.checkConnection({ id }));
    if (!answer) return;
    if (answer.isWell) this.toasts.say('connections.systems.well', { name });
    else {
      const fault = this.i18n.t(`connections.systems.fault.${answer.fault ?? 'internal'}`);
      this.toasts.say('connections.systems.unwell', { name, fault: answer.said ? `${fault}: ${answer.said}` : fault });
    }
  }

  async exchangeNow({ id }: Connection): Promise<Connection | undefined> {
    return this.toasts.attempt(async () => this.api.exchangeNow({ id }));
  }

  /** Has MoySklad call when something changes there. */
  async askForCalls({ id, name }: Connection): Promise<void> {
    const isDone = await this.toasts.attempt(async () => {
      await this.api.askForMoySkladCalls({ id });
      return true;
    });
    if (isDone) this.toasts.say('connections.systems.calls.done', { name });
  }

  /** Shows what the next exchange would do, or a file of 1C. */
  async rehearse(system: Connection, file?: File): Promise<void> {
    const { SystemRehearsalDialog } = await import('./system-rehearsal-dialog');
    await this.dialogs.open(SystemRehearsalDialog, { data: { system, file }, width: '860px' });
  }

  /** Has all documents of a subject given. */
  async giveAll({ id, name }: Connection, subject: ConnectionSubject): Promise<boolean> {
    const isAgreed = await this.dialogs.confirm({
      title: `connections.systems.giving.title`,
      text: 'connections.systems.giving.text',
      action: 'connections.systems.giving.action',
      params: { name, what: this.i18n.t(`connections.systems.subject.${subject}`).toLowerCase() },
    });
    if (!isAgreed) return false;
    const given = await this.toasts.attempt(async () => this.api.giveAll({ id, body: { subject } }));
    if (given) this.toasts.say('connections.systems.giving.done', { count: given.count });
    return !!given;
  }

  /** Takes and gives again all that was refused. */
  async repeatAll({ id }: Connection): Promise<boolean> {
    const repeated = await this.toasts.attempt(async () => this.api.repeatRefused({ id }));
    if (repeated) this.toasts.say('connections.systems.repeated', { count: repeated.count });
    return !!repeated;
  }

  async repeat({ id }: Connection, rowId: string): Promise<boolean> {
    const repeated = await this.toasts.attempt(async () => this.api.repeatExchangeRow({ id, rowId }));
    if (repeated) this.toasts.say('connections.systems.repeated', { count: repeated.count });
    return !!repeated;
  }

  async delete({ id, name }: Connection): Promise<boolean> {
    const isAgreed = await this.dialogs.confirm({
      title: 'connections.systems.deleting.title',
      text: 'connections.systems.deleting.text',
      action: 'connections.systems.delete',
      params: { name },
      isDestructive: true,
    });
    if (!isAgreed) return false;
    const done = await this.toasts.attempt(async () => {
      await this.api.deleteConnection({ id });
      return true;
    });
    return done ?? false;
  }

  private async renewPassword(system: Connection): Promise<Connection | undefined> {
    const { id, name, hasCredentials } = system;
    const isAgreed =
      !hasCredentials ||
      (await this.dialogs.confirm({
        title: 'connections.systems.renewing.title',
        text: 'connections.systems.renewing.text',
        action: 'connections.systems.renewing.action',
        params: { name },
      }));
    if (!isAgreed) return undefined;
    return this.toasts.attempt(async () => {
      const { newPassword: secret, ...made } = await this.api.renewConnectionPassword({ id });
      await tellSecret(this.dialogs, { words: 'connections.systems.password.', name, secret });
      return made;
    });
  }
}
