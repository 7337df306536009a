import { MOST_IDS } from '@verstak/domain';
import { IdsField } from '../../platform/fields/index.js';
import { Writable } from '../../platform/records/bodies.js';
import { DocumentRunFields } from './document-run.js';

/** What documents are made of, and by which template. */
export class DocumentRunCreate extends Writable(DocumentRunFields) {
  @IdsField({ min: 1, max: MOST_IDS, description: 'The orders or the parts, in the order in which they are made.' })
  ids!: string[];
}
