import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Injectable } from '@nestjs/common';
import type { DemoStep } from '@verstak/domain';
import type { Model } from 'mongoose';
import { Transactions } from '../platform/database/transactions.js';

/** How far the work on a demo is; apart from it, so that telling is no change of the workshop. */
@Schema({ collection: 'demoProgress', versionKey: false })
export class DemoProgress {
  /** The id of the workshop. */
  @Prop({ type: String })
  _id!: string;

  @Prop({ type: String })
  step!: DemoStep;

  /** Of what goes on, in whole per cent. */
  @Prop({ type: Number })
  percent!: number;

  /** How often the work was begun: what ends the process each time is not begun for ever. */
  @Prop({ type: Number })
  attempts!: number;
}

export const DemoProgressSchema = SchemaFactory.createForClass(DemoProgress);

@Injectable()
export class DemoProgressRepository {
  constructor(
    @InjectModel(DemoProgress.name) private readonly progress: Model<DemoProgress>,
    private readonly transactions: Transactions,
  ) {}

  async find(id: string): Promise<DemoProgress | null> {
    return this.progress.findById(id).lean<DemoProgress>();
  }

  /** Notes that the work begins; gives how often it has. */
  async begin(id: string): Promise<number> {
    const begun = await this.progress
      .findOneAndUpdate(
        { _id: id },
        { $inc: { attempts: 1 }, $set: { percent: 0 } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<DemoProgress>();
    return begun?.attempts ?? 1;
  }

  /** Tells how far the work is; outside of the transaction that does it. */
  async tell(id: string, step: DemoStep, percent: number): Promise<void> {
    await this.transactions.outside(() => this.progress.updateOne({ _id: id }, { $set: { step, percent } }));
  }

  async end(id: string): Promise<void> {
    await this.progress.deleteOne({ _id: id });
  }
}
