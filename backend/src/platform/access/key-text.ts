import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** How every API key begins, so that people and scanners of secrets recognise one. */
export const KEY_PREFIX = 'vk_';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 is more than 2^256, and 62^6 more than 2^32. */
const SECRET_LENGTH = 43;
const CHECK_LENGTH = 6;

/** What looks like an API key, wherever it stands. */
const SOMEWHERE = new RegExp(`${KEY_PREFIX}[0-9A-Za-z]{${SECRET_LENGTH}}`);

/** A new API key: the prefix, 256 random bits and a checksum of both, in letters and digits that one double click marks. */
export function newKey(): string {
  const start = KEY_PREFIX + inDigits(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH);
  return start + checkOf(start);
}

/** Whether an API key is as it was made: one that was mistyped or cut off is not. */
export function isWhole(key: string): boolean {
  const start = key.slice(0, -CHECK_LENGTH);
  return key.length === KEY_PREFIX.length + SECRET_LENGTH + CHECK_LENGTH && key === start + checkOf(start);
}

/** Whether an API key stands in an address, where logs and histories would keep it. */
export function hasKey(address: string): boolean {
  return SOMEWHERE.test(address);
}

function checkOf(start: string): string {
  return inDigits(BigInt(crc32(start)), CHECK_LENGTH);
}

function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = (DIGITS[Number(rest % 62n)] ?? '') + text;
  return text;
}
