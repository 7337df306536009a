import { DestroyRef, Service, effect, inject, untracked } from '@angular/core';
import { Observable, Subject, filter } from 'rxjs';
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

/** What is talked about. */
export interface Room {
  subject: string;
  subjectId: string;
}

/** What happens in a room that is looked into. */
export type RoomEvent<T> =
  /** The server tells of everything from here on; what was said before is to be read. */
  | { kind: 'joined' }
  | { kind: 'said'; what: T }
  /** The connection is away; another `joined` follows. */
  | { kind: 'lost' }
  /** What is talked about may not be seen any more, or the server lets nobody in who asks so often. */
  | { kind: 'refused' };

/** Somebody looks into a room. */
interface Looking {
  room: Room;
  events: Subject<RoomEvent<never>>;
}

/** Stands for every entity: the connection was away, anything may have changed. */
const EVERYTHING = '*';

const RETRY_PAUSE = 5_000;

/** Hints of changes that others made, while somebody is signed in; the socket is loaded only then. */
@Service()
export class Live {
  private readonly session = inject(Session);
  private readonly hints = new Subject<LiveChange>();
  private readonly lookings = new Set<Looking>();
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

  /** What is said in a conversation from now on, and after each connection that it can be heard again. */
  inRoom<T>(room: Room): Observable<RoomEvent<T>> {
    return new Observable((subscriber) => {
      const looking: Looking = { room, events: new Subject() };
      const heard = looking.events.subscribe(subscriber);
      this.lookings.add(looking);
      if (this.socket?.connected) this.join(looking);
      return () => {
        heard.unsubscribe();
        this.lookings.delete(looking);
        if (!this.at(room).length) this.socket?.emit('leave', room);
      };
    });
  }

  private join({ room, events }: Looking): void {
    this.socket?.emit('join', room, (refusal: object | null) => events.next({ kind: refusal ? 'refused' : 'joined' }));
  }

  private at({ subject, subjectId }: Room): Looking[] {
    return [...this.lookings].filter(({ room }) => room.subject === subject && room.subjectId === subjectId);
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
    // Where the server closes the connection, rights are others now or the session has ended: a fresh token tells, and
    // what one may do with it. Where it refuses one, most likely the token ran out.
    socket.on('disconnect', (reason) => {
      this.lookings.forEach(({ events }) => events.next({ kind: 'lost' }));
      if (reason === 'io server disconnect') void this.comeBack(socket);
    });
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => void this.comeBack(socket), RETRY_PAUSE);
    });
    socket.on('changed', (hint: LiveChange) => this.hints.next(hint));
    // Only now the server listens. What is said is of the kind that who looks into the room knows.
    socket.on('ready', () => this.lookings.forEach((looking) => this.join(looking)));
    socket.on('message', (what: Room) =>
      this.at(what).forEach(({ events }) => events.next({ kind: 'said', what: what as never })),
    );
    socket.on('left', (room: Room) => this.at(room).forEach(({ events }) => events.next({ kind: 'refused' })));
  }

  private async comeBack(socket: Socket): Promise<void> {
    await this.session.renew(this.session.accessToken());
    if (this.socket === socket) socket.connect();
  }

  private disconnect(): void {
    this.socket?.disconnect();
    this.socket = undefined;
  }
}
