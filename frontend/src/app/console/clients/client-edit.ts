import {
  Component,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { FormRoot, form, submit } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService } from '@verstak/api';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { ProblemText } from '../../core/i18n/problem-text';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { LastViews } from '../../core/platform/last-views';
import { TabStore } from '../../core/platform/tab-store';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { Unsaved } from '../../ui/dialogs/unsaved';
import { type Refusal, refusal } from '../../ui/fields/server-errors';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import {
  type ClientDraft,
  changeOf,
  creationOf,
  draftOf,
  isChanged,
  rebase,
  withChoices,
} from '../../entities/clients/client-draft';
import { ClientFields } from '../../entities/clients/client-fields';
import { clientRules } from '../../entities/clients/client-rules';
import { ClientWords } from '../../entities/clients/client-words';

/** What is kept against a reload: what was typed, and what it began with, so that a later save meets what others did. */
interface Kept {
  seen: ClientDraft;
  version?: number;
  draft: ClientDraft;
}

/** Adds a client, or changes one: only what was changed is sent, and what others changed meanwhile stays. */
@Component({
  selector: 'app-client-edit',
  imports: [
    ClientFields,
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
  styleUrl: './client-edit.scss',
})
export class ClientEdit implements Unsaved {
  private readonly api = inject(ClientsService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  private readonly words = inject(ClientWords);
  private readonly texts = inject(ProblemText);

  /** From the address; absent for a new client. */
  readonly id = input<string>();

  protected readonly client = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getClient({ id: params }),
  });
  protected readonly isReady = computed(() => !this.id() || this.version() !== undefined);
  /** What the form began with, and the version it was read at. */
  private readonly seen = signal(draftOf());
  private readonly version = signal<number | undefined>(undefined);
  private readonly draft = signal<ClientDraft>(draftOf());
  private isSaved = false;
  private readonly kept = computed(() => new TabStore<Kept>(`verstak.client.${this.id() ?? 'new'}`));
  protected readonly isRestored = signal(false);

  protected readonly form = form(this.draft, clientRules, { submission: { action: () => this.save() } });
  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });
  private readonly cameFrom = inject(LastViews).left('/clients');
  protected readonly back = computed(() => (this.id() ? `/clients/${this.id()}` : this.cameFrom));

  constructor() {
    afterNextRender(() => this.form.company().focusBoundControl());
    effect(() => {
      const id = this.id();
      const client = this.client.hasValue() ? this.client.value() : undefined;
      untracked(() => (!id || client) && this.start(client));
    });
    effect(() => {
      const draft = this.draft();
      untracked(() => this.hasUnsaved() && this.kept().keep({ seen: this.seen(), version: this.version(), draft }));
    });
    const save = (): void => void submit(this.form);
    useShortcuts([{ keys: 'Ctrl+Enter', label: 'shell.keys.save', run: save, whileTyping: true }]);
  }

  hasUnsaved(): boolean {
    return !this.isSaved && isChanged(this.seen(), this.draft());
  }

  /** Called when the person agreed to leave: what was typed is given up. */
  giveUp(): void {
    this.kept().forget();
  }

  private start(client: Client | undefined): void {
    const kept = this.kept().recall();
    if (client) this.begin(client, draftOf(client));
    if (!kept) return;
    this.seen.set(kept.seen);
    this.version.set(kept.version);
    this.draft.set(kept.draft);
    this.isRestored.set(true);
  }

  private begin(client: Client, draft: ClientDraft): void {
    this.seen.set(draftOf(client));
    this.version.set(client.version);
    this.draft.set(draft);
  }

  private async save(): Promise<Refusal['errors']> {
    this.problem.set(undefined);
    try {
      const saved = await this.send();
      if (saved) await this.leave(saved);
    } catch (error) {
      const { errors, problem } = refusal(this.form, error);
      this.problem.set(problem);
      return errors;
    }
    return [];
  }

  /** The client as stored, or `undefined` where the person went back to the form. */
  private async send(): Promise<Client | undefined> {
    const id = this.id();
    if (!id) return this.api.createClient({ body: creationOf(this.draft()) });
    try {
      const version = this.version();
      return await this.api.changeClient({
        id,
        body: { ...changeOf(this.seen(), this.draft()), ...(version && { version }) },
      });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'conflict.version') throw error;
      return this.settle(id, problem);
    }
  }

  /** Takes over what others changed; where they changed the same, the person chooses. */
  private async settle(id: string, problem: ApiProblem): Promise<Client | undefined> {
    const choices = await this.dialogs.resolve(problem.conflicts, this.words.look);
    if (!choices) return undefined;
    const fresh = await this.api.getClient({ id });
    this.begin(fresh, withChoices(rebase(this.seen(), this.draft(), draftOf(fresh)), choices));
    return this.send();
  }

  private async leave(saved: Client): Promise<void> {
    this.isSaved = true;
    this.kept().forget();
    this.toasts.say(this.id() ? 'clients.changed' : 'clients.added', { name: saved.name });
    await this.router.navigateByUrl(`/clients/${saved.id}`);
  }
}
