import { sortKey } from '@verstak/domain';
import type { Document } from 'mongodb';
import type { Upgrade } from './upgrade.js';

/** Texts that lists were sorted by, as they stood. */
const TEXTS: Record<string, readonly string[]> = {
  clients: ['name', 'company', 'firstName', 'lastName', 'phone', 'email', 'address'],
  orders: ['clientName', 'managerName'],
  parts: ['title', 'masterName'],
  users: ['login', 'name', 'roleKey'],
  roles: ['name'],
  payments: [],
};

/** Choices that lists were sorted by as if they were texts, in their order. */
const CHOICES: Record<string, Record<string, readonly string[]>> = {
  orders: { status: ['draft', 'confirmed', 'in_production', 'ready', 'delivered', 'on_hold', 'cancelled'] },
  parts: { state: ['waiting', 'in_progress', 'paused', 'done', 'cancelled'] },
  payments: { method: ['cash', 'card', 'transfer', 'other'] },
};

/** Texts are sorted as people sort them and statuses by their life: by keys beside them. */
export const sortKeys: Upgrade = {
  name: '0003-sort-keys',
  async apply(data) {
    await data.dropIndex('clients', 'isArchived_1_name_1__id_1');
    for (const [collection, names] of Object.entries(TEXTS)) {
      await data.deriveEach(collection, { sortKeys: { $exists: false } }, (document) => ({
        sortKeys: { ...keysOfTexts(document, names), ...keysOfChoices(document, CHOICES[collection] ?? {}) },
      }));
    }
  },
};

function keysOfTexts(document: Document, names: readonly string[]): Record<string, string> {
  const texts = names.filter((name) => typeof document[name] === 'string');
  return Object.fromEntries(texts.map((name) => [name, sortKey(String(document[name]))]));
}

function keysOfChoices(document: Document, choices: Record<string, readonly string[]>): Record<string, number> {
  return Object.fromEntries(Object.entries(choices).map(([name, all]) => [name, all.indexOf(String(document[name]))]));
}
