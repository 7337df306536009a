import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Types } from 'mongoose';
import { callerPermissions } from '../access/caller.js';
import { declaredFilter } from '../database/declared-filter.js';
import { Filters, Omit, QueryId, QueryInstant, QueryNumber } from '../fields/index.js';
import { PageQuery } from '../lists/paging.js';
import { JournalEntry } from './journal-entry.js';

/** Between the making of an entry's id and its moment lie the attempts of its transaction. */
const ATTEMPTS_SECONDS = 60;

/** Which entries of the journal are asked for, a page of them. */
export class JournalQuery extends Filters(Omit(JournalEntry, ['entity']), PageQuery) {
  @ApiPropertyOptional({ type: String, example: 'Order', description: 'Only entries of this kind of document.' })
  @IsString()
  @MaxLength(60)
  @IsOptional()
  entity?: string;

  @QueryId('Only what this user did.')
  actorId?: string;

  @QueryNumber(
    'Only what was done with documents that people call by this number.',
    { type: 'integer', minimum: 0, example: 1024 },
    [IsInt(), Min(0), Max(Number.MAX_SAFE_INTEGER)],
  )
  number?: number;

  @QueryInstant('Only what was done at this moment or later.')
  from?: Date;

  @QueryInstant('Only what was done before this moment.')
  to?: Date;
}

/** What entries are chosen by. */
export type JournalFilter = Pick<JournalQuery, 'entity' | 'entityId' | 'actorId' | 'action' | 'number' | 'from' | 'to'>;

/** A query as a filter of stored entries; a period also bounds their ids, in whose order they lie. */
export function entriesFilter(query: JournalFilter): object {
  const { entity, actorId, number, from, to } = query;
  const bounds = { ...(from ? { $gte: idOf(from, -ATTEMPTS_SECONDS) } : {}), ...(to ? { $lt: idOf(to, 1) } : {}) };
  return {
    ...declaredFilter(JournalEntry, query, callerPermissions()),
    ...(entity ? { entity } : {}),
    ...(actorId ? { 'actor.id': actorId } : {}),
    ...(number === undefined ? {} : { number }),
    ...(from || to ? { _id: bounds, at: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
  };
}

function idOf(moment: Date, shiftSeconds: number): Types.ObjectId {
  const seconds = Math.floor(moment.getTime() / 1_000) + shiftSeconds;
  return Types.ObjectId.createFromTime(Math.min(Math.max(seconds, 0), 0xffff_ffff));
}
