import { StoredData } from '../platform/records/stored-data.js';

/** MongoDB's codes for an index that is not there, and for a collection that is not. */
const INDEX_NOT_FOUND = 27;
const NAMESPACE_NOT_FOUND = 26;

/** The stored data as upgrades see and change it. */
export class UpgradeData extends StoredData {
  /** Drops an index by its name, where it is there: one whose keys stay needs another name for its new form. */
  async dropIndex(collection: string, name: string): Promise<void> {
    try {
      await this.db.collection(collection).dropIndex(name);
    } catch (error) {
      const { code } = error as { code?: number };
      if (code !== INDEX_NOT_FOUND && code !== NAMESPACE_NOT_FOUND) throw error;
    }
  }

  /** Gives a permission that this version adds to every role that holds another, so that nobody loses what they did. */
  async grantPermission(added: string, heldBy: string): Promise<void> {
    const roles = { collection: 'roles', entity: 'Role' };
    await this.changeEach(roles, { permissions: heldBy, $nor: [{ permissions: added }] }, (role) => ({
      document: { ...role, permissions: [...(role['permissions'] as string[]), added] },
    }));
  }
}
