import { Injectable } from '@nestjs/common';
import type { BuiltInRole } from '@verstak/domain';
import { randomBytes } from 'node:crypto';
import type { Person } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import { CustomersService } from '../users/customers.service.js';
import { RolesService } from '../users/roles.service.js';
import { UserCreate } from '../users/user.dto.js';
import { UsersService } from '../users/users.service.js';
import { said } from './demo-call.js';
import type { Tongue } from './demo-tongue.js';
import type { TradePlan, Words } from './trades/trade-plan.js';

/** Who acts in a demo. */
export interface Cast {
  manager: Person;
  masters: readonly [Person, Person];
  supplier: Person;
  customer: Person;
}

/** How they sign in. */
const LOGINS = {
  manager: 'demo-manager',
  masters: ['demo-master-1', 'demo-master-2'],
  supplier: 'demo-supplier',
  customer: 'demo-customer@verstak.example',
} as const;

/** The people of a demo: users like all others, of whom nobody knows the password until one is made. */
@Injectable()
export class DemoCast {
  constructor(
    private readonly users: UsersService,
    private readonly customers: CustomersService,
    private readonly roles: RolesService,
    private readonly principals: Principals,
  ) {}

  /** Adds them; the supplier sits at the desk of this one. */
  async add(plan: TradePlan['people'], supplierId: string, { told, language }: Tongue): Promise<Cast> {
    const secret = makePassword();
    const roles = new Map((await this.roles.list()).map(({ key, _id }) => [key, _id.toHexString()]));
    const add = async (role: BuiltInRole, login: string, name: Words, seat?: string): Promise<Person> => {
      const seated = seat ? { supplierId: seat } : {};
      const body = { login, name: told(name), roleId: roles.get(role), password: secret, ...seated };
      return this.person((await this.users.create(await said(UserCreate, body)))._id.toHexString());
    };
    const [first, second] = plan.masters;
    const passwordHash = await this.customers.hashOf(secret);
    const account = { name: told(plan.customer), email: LOGINS.customer, language };
    const customer = await this.customers.add(account, passwordHash);
    if (!customer) throw new Error(`Somebody signs in by ${LOGINS.customer} already`);
    return {
      manager: await add('manager', LOGINS.manager, plan.manager),
      masters: [await add('master', LOGINS.masters[0], first), await add('master', LOGINS.masters[1], second)],
      supplier: await add('supplier', LOGINS.supplier, plan.supplier, supplierId),
      customer: await this.person(customer._id.toHexString()),
    };
  }

  /** The customer follows the orders of this client. */
  async link({ userId }: Person, clientId: string): Promise<void> {
    await this.customers.link('the client made for it', userId, clientId, true);
  }

  private async person(id: string): Promise<Person> {
    const person = await this.principals.active(id);
    if (!person) throw new Error(`The person ${id} of the demo is gone`);
    return person;
  }
}

/** A password that nobody guesses, in letters that are told apart on a screen. */
export function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn = [...randomBytes(16)].map((byte) => letters[byte % letters.length]);
  return [0, 4, 8, 12].map((start) => drawn.slice(start, start + 4).join('')).join('-');
}
