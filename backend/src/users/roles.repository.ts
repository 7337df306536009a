import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import {
  BUILT_IN_PERMISSIONS,
  BUILT_IN_ROLES,
  effectivePermissions,
  isOutsider,
  MOST_ROLES,
  PERMISSIONS,
  type Permission,
} from '@verstak/domain';
import type { Model } from 'mongoose';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { newId } from '../platform/database/unit.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { NotFound } from '../platform/failure/failure.js';
import { Role } from './role.js';

const NAMES = {
  admin: 'Администратор',
  manager: 'Менеджер',
  master: 'Мастер',
  customer: 'Покупатель',
  supplier: 'Поставщик',
};

@Injectable()
export class RolesRepository extends BaseRepository<Role> {
  constructor(@InjectModel(Role.name) model: Model<Role>, context: RepositoryContext) {
    super(model, Role, 'Role', context);
  }

  /** All roles that the caller may see, in the order in which they were made. */
  async all(): Promise<Stored<Role>[]> {
    return this.model.find(this.rows()).sort({ _id: 1 }).limit(MOST_ROLES).lean<Stored<Role>[]>();
  }

  async add(fields: Pick<Role, 'name' | 'permissions'>): Promise<Stored<Role>> {
    const id = newId();
    return this.insert({ ...fields, key: `role_${id.toHexString()}`, isBuiltIn: false }, 'created', id);
  }

  async delete(role: Stored<Role>): Promise<void> {
    return this.remove(role);
  }

  /** The role as it is, whoever asks. */
  async load(id: string): Promise<Stored<Role>> {
    const role = await this.model.findById(id).lean<Stored<Role>>();
    if (!role) throw NotFound('role', id);
    return role;
  }

  async byKey(key: string): Promise<Stored<Role> | null> {
    return this.model.findOne({ key }).lean<Stored<Role>>();
  }

  /** What a role allows now. */
  permissionsOf(role: Role): Permission[] {
    return effectivePermissions(role.permissions);
  }

  /** The ids of the roles of the workshop's people: all but those of customers and suppliers, whoever asks. */
  async staffIds(): Promise<string[]> {
    const roles = await this.model.find().lean<Stored<Role>[]>();
    return roles.filter(({ permissions }) => !isOutsider(permissions)).map(({ _id }) => _id.toHexString());
  }

  /** The ids of the roles that hold all of these permissions, whoever asks. */
  async idsHolding(permissions: readonly Permission[]): Promise<string[]> {
    const roles = await this.model.find({ permissions: { $all: [...permissions] } }).lean<Stored<Role>[]>();
    return roles.map(({ _id }) => _id.toHexString());
  }

  /**
   * The role that somebody is about to hold, whoever asks; 404 where there is none. To be called within the transaction
   * of the change, which then meets one that deletes the role.
   */
  async hold(id: string): Promise<Stored<Role>> {
    const role = await this.load(id);
    await this.model.updateOne({ _id: role._id }, { $inc: { holderChanges: 1 } });
    return role;
  }

  /**
   * Lets only one change at a time decide who is an administrator, which is whoever holds everything: two that each see
   * the other one left would otherwise leave none. To be called within the transaction of the change.
   */
  async lockAdministrators(): Promise<void> {
    await this.model.updateMany({ permissions: { $all: [...PERMISSIONS] } }, { $inc: { holderChanges: 1 } });
  }

  /** Makes the built-in roles that are missing. */
  async ensureBuiltIn(): Promise<void> {
    const present = new Set((await this.model.find({ isBuiltIn: true }).lean<Role[]>()).map((role) => role.key));
    for (const key of BUILT_IN_ROLES) {
      if (present.has(key)) continue;
      await this.insert({ key, name: NAMES[key], permissions: [...BUILT_IN_PERMISSIONS[key]], isBuiltIn: true });
    }
  }
}
