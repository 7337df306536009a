import { JwtService } from '@nestjs/jwt';
import { WebSocketGateway, WebSocketServer, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Subject } from '@verstak/domain';
import type { Server, Socket } from 'socket.io';
import type { Principal } from '../access/caller.js';
import type { AccessToken } from '../access/jwt.strategy.js';
import { Principals } from '../access/principals.js';
import { JournalSealer } from '../journal/journal-sealer.js';
import type { JournalEntry } from '../journal/journal-entry.js';

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

  constructor(
    private readonly jwt: JwtService,
    private readonly principals: Principals,
    sealer: JournalSealer,
  ) {
    sealer.follow((entry) => void this.tell(entry));
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
    const claims = await this.jwt.verifyAsync<AccessToken>(typeof token === 'string' ? token : '');
    if (!(await this.principals.find(claims.sub, claims.sid))) throw new Error('The session has ended');
    socket.data = claims;
  }

  private async tell({ entity, entityId, entityVersion, number }: JournalEntry): Promise<void> {
    const hint: Hint = { entity, id: String(entityId), version: entityVersion, number };
    for (const socket of this.server.sockets.sockets.values()) {
      const claims = socket.data as AccessToken;
      const principal = await this.principals.find(claims.sub, claims.sid);
      if (!principal) socket.disconnect(true);
      else if (mayKnow(principal, entity)) socket.emit('changed', hint);
    }
  }
}

/** A hint holds no content; whoever may read some documents of the kind may know that one changed. */
function mayKnow({ ability }: Principal, entity: string): boolean {
  return ability.can('read', entity as Subject);
}
