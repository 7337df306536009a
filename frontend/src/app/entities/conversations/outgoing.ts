import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { ConversationsService, type Message, type MessageCreate } from '@verstak/api';
import { newKey } from '@verstak/domain';
import { Subject } from 'rxjs';
import { type ApiProblem, isPassing, toProblem } from '../../core/http/api-problem';
import { recall, remember } from '../../core/platform/storage';
import { Session } from '../../core/session/session';
import { FileUploads } from '../files/file-uploads';
import type { ConversationPlace } from './conversation-log';

/** A message that the server does not have yet, as far as anybody knows here. */
export interface OutgoingMessage {
  /** Sent with it, so that it counts once however often it is sent. */
  key: string;
  body: MessageCreate;
  at: string;
  isFailed: boolean;
  /** Why the server refused it; nothing where it was out of reach. */
  problem?: ApiProblem;
  /** Files that go with it; they do not outlive a reload, and `body.attachments` tells then that there were some. */
  files: readonly File[];
}

/**
 * Messages on their way: one conversation's go one after the other, so that they keep their order. What was not sent
 * stays, over a lost network and a reload, until it is sent or given up.
 */
@Service()
export class OutgoingMessages {
  private readonly api = inject(ConversationsService);
  private readonly session = inject(Session);
  private readonly uploads = inject(FileUploads);
  private readonly waiting = signal<readonly OutgoingMessage[]>([]);
  private readonly owner = computed(() => (this.session.isSignedIn() ? this.session.user()?.id : undefined));
  private readonly sending = new Set<string>();

  /** Messages as the server took them. */
  readonly sent = new Subject<Message>();

  constructor() {
    effect(() => {
      const owner = this.owner();
      untracked(() => this.waiting.set(owner ? keptOf(owner) : []));
    });
    globalThis.addEventListener?.('online', () => this.tryAgain());
  }

  /** Those of a conversation, oldest first. */
  at({ subjectId }: ConversationPlace): OutgoingMessage[] {
    return this.waiting().filter(({ body }) => body.subjectId === subjectId);
  }

  add(body: MessageCreate, files: readonly File[]): void {
    const message = { key: newKey(), body, at: new Date().toISOString(), isFailed: false, files };
    this.change((waiting) => [...waiting, message]);
    void this.send(body.subjectId);
  }

  /** Sends what was not sent, of one conversation or of all. */
  tryAgain(subjectId?: string): void {
    const isMeant = ({ body, problem }: OutgoingMessage): boolean =>
      subjectId ? body.subjectId === subjectId : !problem;
    const meant = this.waiting().filter((message) => message.isFailed && isMeant(message));
    this.change((waiting) =>
      waiting.map((message) =>
        meant.includes(message) ? { ...message, isFailed: false, problem: undefined } : message,
      ),
    );
    for (const id of new Set(meant.map(({ body }) => body.subjectId))) void this.send(id);
  }

  giveUp({ key }: OutgoingMessage): void {
    this.change((waiting) => waiting.filter((message) => message.key !== key));
  }

  private async send(subjectId: string): Promise<void> {
    if (this.sending.has(subjectId)) return;
    this.sending.add(subjectId);
    try {
      for (let next = this.nextOf(subjectId); next; next = this.nextOf(subjectId)) {
        if (!(await this.sendOne(next))) return;
      }
    } finally {
      this.sending.delete(subjectId);
    }
  }

  private nextOf(subjectId: string): OutgoingMessage | undefined {
    const [first] = this.waiting().filter(({ body, problem }) => body.subjectId === subjectId && !problem);
    return first?.isFailed ? undefined : first;
  }

  /** Whether the next one may be sent. */
  private async sendOne(message: OutgoingMessage): Promise<boolean> {
    const { key, body, files } = message;
    try {
      const sent = await this.api.writeMessage({ 'Idempotency-Key': key, body });
      this.giveUp(message);
      this.sent.next(sent);
      if (files.length) this.uploads.add(files, { subject: 'Message', subjectId: sent.id });
      return true;
    } catch (error) {
      const problem = toProblem(error);
      const pause = problem.params['retryAfterSeconds'];
      if (problem.code === 'request.too_many' && typeof pause === 'number') {
        await new Promise((resolve) => setTimeout(resolve, pause * 1_000));
        return true;
      }
      this.fail(key, isPassing(problem) ? undefined : problem);
      return !isPassing(problem);
    }
  }

  /** What follows one that the server was out of reach for, waits with it. */
  private fail(failed: string, problem: ApiProblem | undefined): void {
    const subjectId = this.waiting().find(({ key }) => key === failed)?.body.subjectId;
    this.change((waiting) =>
      waiting.map((message) => {
        if (message.key === failed) return { ...message, isFailed: true, ...(problem ? { problem } : {}) };
        return !problem && message.body.subjectId === subjectId ? { ...message, isFailed: true } : message;
      }),
    );
  }

  private change(edit: (waiting: readonly OutgoingMessage[]) => readonly OutgoingMessage[]): void {
    this.waiting.update(edit);
    const owner = this.owner();
    if (owner) keep(owner, this.waiting());
  }
}

const keyOf = (owner: string): string => `verstak.outgoing.${owner}`;

function keep(owner: string, waiting: readonly OutgoingMessage[]): void {
  const texts = waiting.map(({ key, body, at }) => ({ key, body, at }));
  remember(keyOf(owner), texts.length ? JSON.stringify(texts) : null);
}

/** What a former page could not send; its files have gone with the page. */
function keptOf(owner: string): OutgoingMessage[] {
  try {
    const kept = JSON.parse(recall(keyOf(owner)) ?? '[]') as Pick<OutgoingMessage, 'key' | 'body' | 'at'>[];
    return kept.map((message) => ({ ...message, isFailed: true, files: [] }));
  } catch {
    return [];
  }
}
