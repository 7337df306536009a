import bcrypt from 'bcrypt';
import { requireNoTransaction } from '../platform/database/unit.js';

const COST = 12;

/** Hash of no password anybody has, compared with where there is no such account, so that both take the same time. */
const DECOY = '$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZKwNQ3k1VbqkTGZcLQ.vG6O1cVt3He';

export async function hashPassword(password: string): Promise<string> {
  requireNoTransaction('Hashing a password');
  return bcrypt.hash(password, COST);
}

/** Whether the password is that of the hash; without a hash, false after the same time. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  requireNoTransaction('Comparing a password');
  const isEqual = await bcrypt.compare(password, hash ?? DECOY);
  return hash !== undefined && isEqual;
}
