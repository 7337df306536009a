import { Injectable } from '@nestjs/common';
import { signedInPerson } from '../platform/access/caller.js';
import type { PreferencesBody } from './preferences.dto.js';
import { PreferencesRepository } from './preferences.repository.js';

/** What the person who asks likes; nobody reads or writes another's. */
@Injectable()
export class PreferencesService {
  constructor(private readonly preferences: PreferencesRepository) {}

  async get(): Promise<PreferencesBody> {
    return this.of(signedInPerson().userId);
  }

  /** What somebody likes, whoever asks. */
  async of(userId: string): Promise<PreferencesBody> {
    return { columns: [], notifications: [], ...(await this.preferences.find(userId)) };
  }

  async replace(body: PreferencesBody): Promise<PreferencesBody> {
    await this.preferences.replace(signedInPerson().userId, { ...body });
    return this.get();
  }
}
