import { Logger } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { isCustomer, type Subject } from '@verstak/domain';
import { WebSocketGateway, WebSocketServer, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server, Socket } from 'socket.io';
import type { AccessToken } from '../access/access-token.js';
import type { Person } from '../access/caller.js';
import { Places } from '../access/places.js';
import { isMeant, Principals, type Forgotten } from '../access/principals.js';
import { JournalReaders } from '../journal/journal-readers.js';
import type { JournalChange, JournalEntry } from '../journal/journal-entry.js';
import { EntryRows } from './entry-rows.js';
import { Rooms, type Connected } from './rooms.js';

/** What a screen is told: something it may read has changed; it fetches with its own rights. */
export interface Hint {
  entity: string;
  id: string;
  /** Missing where only a sum has changed. */
  version?: number;
  number?: number;
}

/** What a screen sends is its token and which rooms it wants; more is cut off. */
const LARGEST_BYTES = 10_000;

/**
 * Tells connected screens of every change in the journal that they may read; of what is said in conversations whoever is
 * in their rooms.
 */
@WebSocketGateway({ transports: ['websocket'], serveClient: false, maxHttpBufferSize: LARGEST_BYTES })
export class LiveGateway implements OnGatewayInit, OnGatewayConnection {
  @WebSocketServer()
  private readonly server!: Server;

  private readonly logger = new Logger(LiveGateway.name);
  /** Ends when everything told so far has been sent: hints keep the order of the journal. */
  private telling: Promise<void> = Promise.resolve();
  /** Work that somebody's change sets off is no part of that change and its transaction. */
  private readonly apart = AsyncLocalStorage.snapshot();

  constructor(
    private readonly jwt: JwtService,
    private readonly principals: Principals,
    private readonly rows: EntryRows,
    private readonly rooms: Rooms,
    private readonly places: Places,
    journal: JournalReaders,
  ) {
    journal.add((entry) => this.afterwards(() => this.tell(entry)));
    principals.follow((forgotten) => this.apart(() => this.afterwards(() => this.closeEnded(forgotten))));
  }

  afterInit(server: Server): void {
    this.rooms.open(server);
    server.use((socket, next) => {
      this.authenticate(socket).then(
        () => next(),
        () => next(new Error('auth.required')),
      );
    });
  }

  handleConnection(socket: Socket): void {
    this.rooms.attend(socket);
    socket.emit('ready');
  }

  /** Screens, and programs, that hear of changes at this process. */
  countScreens(): number {
    return this.server.sockets.sockets.size;
  }

  private async authenticate(socket: Socket): Promise<void> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const claims = await this.jwt.verifyAsync<AccessToken>(typeof token === 'string' ? token : '', {
      algorithms: ['HS256'],
    });
    const person = claims.use === 'access' ? await this.principals.find(claims.sub, claims.sid, claims.gen) : undefined;
    if (!person) throw new Error('The session has ended');
    socket.data = { person } satisfies Connected;
  }

  private afterwards(work: () => Promise<void>): void {
    this.telling = this.telling
      .then(work)
      .catch((error: unknown) => this.logger.warn(`A live hint was lost: ${String(error)}`));
  }

  /** Closes the screens of sessions that have ended; one whose rights are others by now connects and reads anew. */
  private async closeEnded(forgotten: Forgotten): Promise<void> {
    for (const socket of this.server.sockets.sockets.values()) {
      const { person } = socket.data as Connected;
      if (!isMeant(person, forgotten)) continue;
      const now = await this.personNow(socket);
      // One and the same set stands for the same permissions.
      if (now?.permissions === person.permissions) {
        socket.data = { person: now } satisfies Connected;
        await this.rooms.recheckAll(socket);
      } else socket.disconnect(true);
    }
  }

  private async personNow(socket: Socket): Promise<Person | undefined> {
    const { userId, sessionId } = (socket.data as Connected).person;
    return this.principals.find(userId, sessionId);
  }

  /** Tells of what an entry changed: its own document, and those that its change changed too. */
  private async tell(entry: JournalEntry): Promise<void> {
    const { entity, entityId, entityVersion: version = 0, number, changes, derived = [] } = entry;
    if (!entity || this.places.isTalk(entity)) return;
    await this.rooms.recheck({ subject: entity as Subject, subjectId: String(entityId) });
    await this.hint({ entity, id: String(entityId), version, number }, changes);
    for (const hint of derived) await this.hint(hint, []);
  }

  private async hint(hint: Hint, changes: readonly JournalChange[]): Promise<void> {
    const mayKnow = this.rows.testFor(hint, changes);
    for (const socket of this.server.sockets.sockets.values()) {
      const person = await this.personNow(socket);
      if (!person) socket.disconnect(true);
      // Hints are for those who work in the console.
      else if (isCustomer(person.permissions)) continue;
      else if (await mayKnow(person)) socket.emit('changed', hint);
    }
  }
}
