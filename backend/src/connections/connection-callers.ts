import { Injectable } from '@nestjs/common';
import { CONNECTION_PERMISSIONS, goes } from '@verstak/domain';
import { randomUUID } from 'node:crypto';
import { integrationOf, permissionSet, runCall, type Integration } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import type { Connection } from './connection.js';
import { ConnectionsRepository } from './connections.repository.js';

/** Whoever set a connection up may sign in no more, so it is switched off. */
export class OwnerGone extends Error {
  constructor() {
    super('Whoever set this connection up may sign in no more');
  }
}

/** Who acts when another system writes here: the connection in its own name, with no more than its owner holds now. */
@Injectable()
export class ConnectionCallers {
  constructor(
    private readonly principals: Principals,
    private readonly connections: ConnectionsRepository,
  ) {}

  /** Runs work as a connection. Throws `OwnerGone`, and switches it off, where nobody answers for it any more. */
  async run<T>(connection: Stored<Connection>, work: () => Promise<T>): Promise<T> {
    const caller = await this.callerOf(connection);
    return runCall({ requestId: randomUUID(), via: 'connection', caller }, work);
  }

  private async callerOf({ _id, name, ownerId, exchanges }: Stored<Connection>): Promise<Integration> {
    const owner = await this.principals.active(String(ownerId));
    if (!owner) {
      await this.connections.switchOff(_id, 'owner_gone');
      throw new OwnerGone();
    }
    // What stock is counted by goes with products; what is only given is only read.
    const wanted = exchanges.flatMap(({ subject, direction }) =>
      CONNECTION_PERMISSIONS[subject].filter(
        (permission) => goes(direction, 'in') || !/:(write|assign|backdate)$/.test(permission),
      ),
    );
    const permissions = permissionSet([...new Set(wanted)].filter((permission) => owner.permissions.has(permission)));
    return integrationOf({ keyId: _id.toHexString(), name, maker: owner.name, permissions });
  }
}
