import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { OPEN_PART_STATES, type OpenPartState } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import type { LedgerSource } from '../platform/records/ledger.js';
import { Part } from './part.js';

/** What the shop floor counts and shows of a part that is not done. */
export interface OpenPart {
  id: string;
  number: number;
  title: string;
  orderId?: string;
  orderNumber?: number;
  state: OpenPartState;
  stageName?: string;
  workCentre?: string;
  routeId?: string;
  routeName?: string;
  workerId?: string;
  workerName?: string;
  plannedSeconds: number;
  earnedSeconds: number;
  problem?: string;
  isHeld: boolean;
  dueAt?: Date;
  /** Since when somebody works on it. */
  startedAt?: Date;
  /** Since when nobody does. */
  idleSince?: Date;
}

type Ids = 'orderId' | 'routeId' | 'workerId';

/** A part as it is stored. */
type Kept = Omit<OpenPart, 'id' | 'problem' | Ids> & {
  _id: Types.ObjectId;
  problem?: { text: string };
} & Partial<Record<Ids, Types.ObjectId>>;

/** Few at a time: what is read and counted at once is gone before the collector calls it old. */
const BATCH = 200;
const OPEN = { state: { $in: [...OPEN_PART_STATES] } };
const FIELDS = Object.fromEntries(
  [
    ...['number', 'title', 'orderId', 'orderNumber', 'state', 'stageName', 'workCentre', 'routeId', 'routeName'],
    ...['workerId', 'workerName', 'plannedSeconds', 'earnedSeconds', 'problem.text', 'isHeld', 'dueAt', 'startedAt'],
    'idleSince',
  ].map((name) => [name, 1 as const]),
);

/** Parts that are not done, for those who count them: whole parts stay in this capability. */
@Injectable()
export class OpenParts implements LedgerSource<OpenPart> {
  constructor(@InjectModel(Part.name) private readonly parts: Model<Part>) {}

  /** Every one of them. */
  async *all(): AsyncGenerator<OpenPart> {
    const cursor = this.parts.collection.find<Kept>(OPEN, { projection: FIELDS, batchSize: BATCH });
    for await (const part of cursor) yield counted(part);
  }

  /** The open ones among some parts. */
  async among(ids: readonly string[]): Promise<OpenPart[]> {
    const filter = { ...OPEN, _id: { $in: ids.map((id) => new Types.ObjectId(id)) } };
    return (await this.parts.collection.find<Kept>(filter, { projection: FIELDS }).toArray()).map(counted);
  }
}

function counted({ _id, orderId, routeId, workerId, problem, ...part }: Kept): OpenPart {
  const text = (id: Types.ObjectId | undefined): string | undefined => id?.toHexString();
  return {
    ...part,
    id: _id.toHexString(),
    orderId: text(orderId),
    routeId: text(routeId),
    workerId: text(workerId),
    problem: problem?.text,
  };
}
