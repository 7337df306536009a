import type { Integration } from './caller.js';

/** Gives the program behind an API key; implemented by the capability that keeps them. */
export abstract class Integrations {
  /** The program as its key and the rights of its maker stand now; 401 where the key is no good, 429 where it asks too often. */
  abstract identify(key: string): Promise<Integration>;
}
