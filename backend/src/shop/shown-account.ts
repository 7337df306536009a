import type { Stored } from '../platform/database/entity.js';
import type { User } from '../users/user.js';
import type { ShopAccount } from './account.dto.js';

/** An account as its customer sees it, with its id. */
export function shownAccount({ _id, login: email, name, phone, language, confirmedAt }: Stored<User>): ShopAccount & {
  id: string;
} {
  const isConfirmed = confirmedAt !== undefined;
  return { id: _id.toHexString(), email, name, phone, language: language ?? 'ru', isConfirmed };
}
