import { DestroyRef, Service, effect, inject, untracked } from '@angular/core';
import type { Observable } from 'rxjs';
import { Subject, filter } from 'rxjs';
import type { Socket } from 'socket.io-client';
import { Session } from '../session/session';

/** A hint that something changed; the reader fetches it again with its own rights. */
export interface LiveChange {
  entity: string;
  id: string;
  /** Missing where only a sum has changed. */
  version?: number;
  number?: number;
}

/** Stands for every entity: the connection was away, anything may have changed. */
const EVERYTHING = '*';

const RETRY_PAUSE = 5_000;

/** Hints of changes that others made, while somebody is signed in; the socket is loaded only then. */
@Service()
export class Live {
  private readonly session = inject(Session);
  private readonly hints = new Subject<LiveChange>();
  private socket?: Socket;

  constructor() {
    effect(() => {
      const isSignedIn = this.session.isSignedIn();
      untracked(() => (isSignedIn ? void this.connect() : this.disconnect()));
    });
    inject(DestroyRef).onDestroy(() => this.disconnect());
  }

  /** Changes of these entities, and one after each connection. */
  changes(...entities: string[]): Observable<LiveChange> {
    return this.hints.pipe(filter((hint) => hint.entity === EVERYTHING || entities.includes(hint.entity)));
  }

  private async connect(): Promise<void> {
    if (this.socket) return;
    const { io } = await import('socket.io-client');
    if (this.socket || !this.session.isSignedIn()) return;
    const socket = io({
      auth: (give) => give({ token: this.session.accessToken() }),
      transports: ['websocket', 'polling'],
    });
    this.socket = socket;
    // Also the first time: what changed between a page's first reading and now was not heard.
    socket.on('connect', () => this.hints.next({ entity: EVERYTHING, id: '' }));
    // Where the server closes or refuses the connection, most likely the token ran out: get a fresh one and try again.
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.retry(socket);
    });
    socket.on('connect_error', () => {
      if (!socket.active) this.retry(socket);
    });
    socket.on('changed', (hint: LiveChange) => this.hints.next(hint));
  }

  private retry(socket: Socket): void {
    setTimeout(async () => {
      await this.session.renew(this.session.accessToken());
      if (this.socket === socket) socket.connect();
    }, RETRY_PAUSE);
  }

  private disconnect(): void {
    this.socket?.disconnect();
    this.socket = undefined;
  }
}
