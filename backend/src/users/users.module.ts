import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Principals } from '../platform/access/principals.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { Administrators } from './administrators.js';
import { CustomersService } from './customers.service.js';
import { FirstStart } from './first-start.js';
import { KnownPrincipals } from './known-principals.js';
import { Role, RoleSchema } from './role.js';
import { RolesController } from './roles.controller.js';
import { RolesRepository } from './roles.repository.js';
import { RolesService } from './roles.service.js';
import { Session, SessionSchema } from './session.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { UserPrincipals } from './user-principals.js';
import { User, UserSchema } from './user.js';
import { UsersController } from './users.controller.js';
import { UsersKeepSuppliers } from './users-keep-suppliers.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** Global, because the platform's guard and live hints ask it for the caller behind a session. */
@Global()
@Module({
  imports: [
    GuessesModule,
    SuppliersModule,
    MongooseModule.forFeature([
      { name: User.name, schema: UserSchema },
      { name: Role.name, schema: RoleSchema },
      { name: Session.name, schema: SessionSchema },
    ]),
  ],
  controllers: [UsersController, RolesController],
  providers: [
    UsersService,
    CustomersService,
    UsersRepository,
    RolesRepository,
    RolesService,
    Administrators,
    SessionsRepository,
    SessionsService,
    FirstStart,
    KnownPrincipals,
    UsersKeepSuppliers,
    UserPrincipals,
    { provide: Principals, useExisting: UserPrincipals },
  ],
  exports: [UsersService, CustomersService, RolesService, SessionsService, Principals],
})
export class UsersModule {
  constructor(consumers: JournalConsumers, users: UsersRepository) {
    consumers.add(new CopiesConsumer('user-copies', users));
  }
}
