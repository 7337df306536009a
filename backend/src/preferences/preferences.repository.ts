import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Traces } from '../platform/records/traces.js';
import { Preferences } from './preferences.js';

@Injectable()
export class PreferencesRepository {
  constructor(
    @InjectModel(Preferences.name) private readonly model: Model<Preferences>,
    traces: Traces,
  ) {
    traces.add(model, '_id');
  }

  async find(userId: string): Promise<Preferences | null> {
    return this.model.findById(userId).lean<Preferences>();
  }

  /** Puts these in the place of the former ones. */
  async replace(userId: string, preferences: Omit<Preferences, '_id'>): Promise<void> {
    await this.model.replaceOne({ _id: userId }, preferences, { upsert: true });
  }
}
