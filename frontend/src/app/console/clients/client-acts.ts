import { Service, inject } from '@angular/core';
import { type Client, ClientsService } from '@verstak/api';
import { toProblem } from '../../core/http/api-problem';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';

type Named = Pick<Client, 'id' | 'name'>;

/** Archives, restores and deletes clients, with what must be asked, said and offered around it. */
@Service()
export class ClientActs {
  private readonly api = inject(ClientsService);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);

  /** Archives or restores; can be taken back for 10 seconds. `changed` is called after each. */
  async archive({ id, name }: Named, isArchived: boolean, changed: () => void): Promise<void> {
    const put = async (to: boolean): Promise<void> => {
      await this.api.archiveClient({ id, body: { isArchived: to } });
      changed();
    };
    try {
      await put(isArchived);
      this.toasts.offerUndo(isArchived ? 'clients.archived' : 'clients.restored', { name }, () => put(!isArchived));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** Deletes after asking; a client with orders can be archived instead. Gives whether the client is gone. */
  async delete(client: Named, changed: () => void): Promise<boolean> {
    const params = { name: client.name };
    const isAgreed = await this.dialogs.confirm({
      title: 'clients.delete.title',
      text: 'clients.delete.text',
      action: 'clients.delete.action',
      params,
      isDestructive: true,
    });
    if (!isAgreed) return false;
    try {
      await this.api.deleteClient({ id: client.id });
      this.toasts.say('clients.deleted', params);
      return true;
    } catch (error) {
      await this.refused(client, error, changed);
      return false;
    }
  }

  private async refused(client: Named, error: unknown, changed: () => void): Promise<void> {
    const { code, params } = toProblem(error);
    if (code !== 'client.has_orders') return this.toasts.fail(error);
    const wantsArchive = await this.dialogs.confirm({
      title: 'clients.hasOrders.title',
      text: 'clients.hasOrders.text',
      action: 'clients.hasOrders.action',
      params: { name: client.name, orders: params['orders'] ?? 0 },
    });
    if (wantsArchive) await this.archive(client, true, changed);
  }
}
