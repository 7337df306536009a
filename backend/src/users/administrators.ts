import { Injectable } from '@nestjs/common';
import { PERMISSIONS } from '@verstak/domain';
import { Conflict } from '../platform/failure/failure.js';
import { RolesRepository } from './roles.repository.js';
import { UsersRepository } from './users.repository.js';

/** Whoever holds everything; there always is somebody. */
@Injectable()
export class Administrators {
  constructor(
    private readonly roles: RolesRepository,
    private readonly users: UsersRepository,
  ) {}

  /** Makes a change of people or roles within its transaction; 409 where no administrator could sign in after it. */
  async keepOne<T>(change: () => Promise<T>): Promise<T> {
    await this.roles.lockAdministrators();
    const changed = await change();
    const left = await this.users.activeOf(await this.roles.idsHolding(PERMISSIONS));
    if (!left.length) throw Conflict('user.last_admin', 'The last administrator must stay; make another one first.');
    return changed;
  }
}
