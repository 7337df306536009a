import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { asSystem } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { Leases } from '../platform/database/leases.js';
import { RolesRepository } from './roles.repository.js';
import { UsersService } from './users.service.js';
import { UsersRepository } from './users.repository.js';

/**
 * Makes the built-in roles and, in an empty workshop, the administrator, whose password is that of `ADMIN_PASSWORD` or
 * a random one, printed once. Of several processes that start at once one does it, and the others wait.
 */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  constructor(
    private readonly roles: RolesRepository,
    private readonly users: UsersRepository,
    private readonly service: UsersService,
    private readonly leases: Leases,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await asSystem('first start', () => this.leases.inTurn('first-start', () => this.prepareWorkshop()));
  }

  private async prepareWorkshop(): Promise<void> {
    await this.roles.ensureBuiltIn();
    if (!(await this.users.isEmpty())) return;
    const role = await this.roles.byKey('admin');
    if (!role) throw new Error('The role admin is missing');
    const chosen = this.config.environment.ADMIN_PASSWORD;
    const password = chosen ?? randomBytes(12).toString('base64url');
    await this.service.create({ login: 'admin', name: 'Администратор', roleId: role._id.toHexString(), password });
    if (chosen) return;
    // To standard output alone: the log may be kept, a password must not be.
    process.stdout.write(`admin password: ${password}\n`);
  }
}
