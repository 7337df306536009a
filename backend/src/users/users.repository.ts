import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { Page } from '../platform/lists/paging.js';
import type { UserListQuery } from './user.dto.js';
import { User } from './user.js';

/** Most accounts that are shown of a client. */
const MOST_OF_CLIENT = 20;

@Injectable()
export class UsersRepository extends BaseRepository<User> {
  constructor(@InjectModel(User.name) model: Model<User>, context: RepositoryContext) {
    super(model, User, 'User', context);
  }

  /** Users that match, of these roles unless others, or the people of a supplier, are asked for. */
  async list(query: UserListQuery, roleIds: readonly string[]): Promise<Page<Stored<User>>> {
    return this.page(query, User, ...(query.roleId || query.supplierId ? [] : [{ roleId: [...roleIds] }]));
  }

  /** How many people sit at the desk of a supplier, whoever asks. */
  async countOf(supplierId: string): Promise<number> {
    return this.model.countDocuments(allOf<User>({ supplierId }));
  }

  /** How many people hold each role that anybody holds, by its id, whoever asks. */
  async countByRole(): Promise<Map<string, number>> {
    const counts = await this.model.aggregate<{ _id: Types.ObjectId; people: number }>([
      { $group: { _id: '$roleId', people: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, people }) => [_id.toHexString(), people]));
  }

  /** How many people hold a role, whoever asks. */
  async countOfRole(roleId: string): Promise<number> {
    return this.model.countDocuments(allOf<User>({ roleId }));
  }

  /** Active people at the desk of a supplier, whoever asks. */
  async atDeskOf(supplierId: string): Promise<Stored<User>[]> {
    return this.model.find(allOf<User>({ supplierId, isActive: true })).lean<Stored<User>[]>();
  }

  async byLogin(login: string): Promise<Stored<User> | null> {
    const former = formerLoginKey(login);
    const users = await this.model.find({ loginKey: { $in: [former, loginKey(login)] } }).lean<Stored<User>[]>();
    return users.find((user) => user.loginKey === former) ?? users[0] ?? null;
  }

  /** The user as it is, whoever asks. */
  async find(id: string): Promise<Stored<User> | null> {
    return this.model.findById(id).lean<Stored<User>>();
  }

  /** Whoever was sent a link with this hash, whoever asks. */
  async byLink(linkHash: string): Promise<Stored<User> | null> {
    return this.model.findOne({ linkHash }).lean<Stored<User>>();
  }

  /** The customers who are linked with a client, or sign in by one of these addresses, whoever asks. */
  async ofClient(clientId: string, emails: readonly string[]): Promise<Stored<User>[]> {
    const where: object = {
      $or: [{ clientId: new Types.ObjectId(clientId) }, { loginKey: { $in: emails.map(loginKey) } }],
    };
    return this.model.find(where).sort({ _id: 1 }).limit(MOST_OF_CLIENT).lean<Stored<User>[]>();
  }

  async delete(user: Stored<User>): Promise<void> {
    return this.remove(user);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.model.findOne({}).lean()) === null;
  }

  /** People of some roles, active or not, by name. */
  async everyOf(roleIds: readonly string[]): Promise<Stored<User>[]> {
    return this.model
      .find({ roleId: { $in: [...roleIds] } })
      .sort({ name: 1 })
      .lean<Stored<User>[]>();
  }

  /** Active people of some roles, by name. */
  async activeOf(roleIds: readonly string[]): Promise<Stored<User>[]> {
    return this.model
      .find({ roleId: { $in: [...roleIds] }, isActive: true })
      .sort({ name: 1 })
      .lean<Stored<User>[]>();
  }

  /**
   * Counts a sign-in of the user who was read; false where password or state is another by now. To be called within
   * the transaction that opens the session.
   */
  async countSignIn({ _id, passwordHash }: Stored<User>): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      { _id, passwordHash, isActive: true },
      { $inc: { signIns: 1 } },
    );
    return matchedCount === 1;
  }

  async add(fields: Omit<User, keyof Entity | 'loginKey' | 'signIns'>): Promise<Stored<User>> {
    return this.insert({ ...fields, loginKey: loginKey(fields.login) });
  }
}

/** The form in which logins are compared: what only looks like another, such as full-width letters, is the same. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

/** The form in which logins once were compared; people who were added then still sign in by it. */
function formerLoginKey(login: string): string {
  return login.normalize('NFC').toLowerCase();
}
