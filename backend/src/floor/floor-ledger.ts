import { Injectable } from '@nestjs/common';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Ledger } from '../platform/records/ledger.js';
import { OpenParts, type OpenPart } from '../production/open-parts.js';

/** Parts that are not done as the shop floor counts them: some 400 bytes a part. */
@Injectable()
export class FloorLedger extends Ledger<OpenPart> {
  constructor(parts: OpenParts, journal: JournalService, readers: JournalReaders) {
    super('Part', parts, journal, readers);
  }

  protected override compact(part: OpenPart): OpenPart {
    for (const name of ['title', 'orderId', 'stageName', 'workCentre', 'routeId', 'routeName', 'workerId'] as const)
      Object.assign(part, { [name]: this.once(part[name]) });
    return part;
  }
}
