import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { RolesRepository } from './roles.repository.js';
import { UsersService } from './users.service.js';
import { UsersRepository } from './users.repository.js';

/** Makes the built-in roles and, in an empty workshop, the administrator, whose password is printed once. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  constructor(
    private readonly roles: RolesRepository,
    private readonly users: UsersRepository,
    private readonly service: UsersService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.roles.ensureBuiltIn();
    if (!(await this.users.isEmpty())) return;
    const role = await this.roles.byKey('admin');
    if (!role) throw new Error('The role admin is missing');
    const password = randomBytes(12).toString('base64url');
    await this.service.create({ login: 'admin', name: 'Администратор', roleId: role._id.toHexString(), password });
    // To standard output alone: the log may be kept, a password must not be.
    process.stdout.write(`admin password: ${password}\n`);
  }
}
