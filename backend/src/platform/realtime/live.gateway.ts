import { Logger } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { WebSocketGateway, WebSocketServer, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import type { AccessToken } from '../access/access-token.js';
import { Principals } from '../access/principals.js';
import { JournalSealer } from '../journal/journal-sealer.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { EntryRows } from './entry-rows.js';

/** What a screen is told: something it may read has changed; it fetches with its own rights. */
export interface Hint {
  entity: string;
  id: string;
  version: number;
  number?: number;
}

/** Tells connected screens of every change in the journal that they may read. */
@WebSocketGateway({ transports: ['websocket'], serveClient: false })
export class LiveGateway implements OnGatewayInit, OnGatewayConnection {
  @WebSocketServer()
  private readonly server!: Server;

  private readonly logger = new Logger(LiveGateway.name);
  /** Ends when everything told so far has been sent: hints keep the order of the journal. */
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly jwt: JwtService,
    private readonly principals: Principals,
    private readonly rows: EntryRows,
    sealer: JournalSealer,
  ) {
    sealer.follow((entry) => {
      this.telling = this.telling
        .then(() => this.tell(entry))
        .catch((error: unknown) => this.logger.warn(`A live hint was lost: ${String(error)}`));
    });
  }

  afterInit(server: Server): void {
    server.use((socket, next) => {
      this.authenticate(socket).then(
        () => next(),
        () => next(new Error('auth.required')),
      );
    });
  }

  handleConnection(socket: Socket): void {
    socket.emit('ready');
  }

  private async authenticate(socket: Socket): Promise<void> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const claims = await this.jwt.verifyAsync<AccessToken>(typeof token === 'string' ? token : '', {
      algorithms: ['HS256'],
    });
    if (claims.use !== 'access' || !(await this.principals.find(claims.sub, claims.sid)))
      throw new Error('The session has ended');
    socket.data = claims;
  }

  private async tell(entry: JournalEntry): Promise<void> {
    const { entity, entityId, entityVersion, number } = entry;
    const hint: Hint = { entity, id: String(entityId), version: entityVersion, number };
    const mayKnow = this.rows.testFor(entry);
    for (const socket of this.server.sockets.sockets.values()) {
      const claims = socket.data as AccessToken;
      const principal = await this.principals.find(claims.sub, claims.sid);
      if (!principal) socket.disconnect(true);
      else if (await mayKnow(principal.ability)) socket.emit('changed', hint);
    }
  }
}
