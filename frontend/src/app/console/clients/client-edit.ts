import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService } from '@verstak/api';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import {
  type ClientDraft,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  rebase,
} from '../../entities/clients/client-draft';
import { ClientFields } from '../../entities/clients/client-fields';
import { clientRules } from '../../entities/clients/client-rules';
import { ClientWords } from '../../entities/clients/client-words';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** Adds a client, or changes one: only what was changed is sent, and what others changed meanwhile stays. */
@Component({
  selector: 'app-client-edit',
  imports: [
    ClientFields,
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './client-edit.html',
  styleUrl: '../../ui/forms/form-page.scss',
})
export class ClientEdit implements Unsaved {
  private readonly api = inject(ClientsService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(ClientWords);

  /** From the address; absent for a new client. */
  readonly id = input<string>();

  protected readonly client = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getClient({ id: params }),
  });
  protected readonly draft = draft(draftOf(), {
    key: () => `verstak.draft.client.${this.id() ?? 'new'}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: clientRules,
    save: async (typed) => this.leave(await this.send(typed)),
    first: (form) => form.company,
    cancel: () => void this.router.navigateByUrl(this.back()),
    draft: this.draft,
    settle: settling({
      look: () => this.words.look,
      read: () => this.stored(),
      draftOf,
    }),
  });
  private readonly cameFrom = inject(LastViews).left('/clients');
  protected readonly back = computed(() => (this.id() ? `/clients/${this.id()}` : this.cameFrom));

  constructor() {
    effect(() => {
      const client = this.client.hasValue() ? this.client.value() : undefined;
      if (this.id() && !client) return;
      untracked(() => this.draft.open(draftOf(client), client?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  private stored(): Promise<Client> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getClient({ id });
  }

  private send(typed: ClientDraft): Promise<Client> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createClient({ body: creationOf(typed) });
    return this.api.changeClient({ id, body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private async leave({ id, name }: Client): Promise<void> {
    this.draft.close();
    this.toasts.say(this.id() ? 'clients.changed' : 'clients.added', { name });
    await this.router.navigateByUrl(`/clients/${id}`);
  }
}
