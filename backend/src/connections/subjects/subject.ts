import type { ValidationPipe } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import type { Types } from 'mongoose';
import type { Class } from '../../platform/fields/index.js';
import { validationPipe } from '../../platform/http/validation.js';
import type { ExternalIdsRepository } from '../external-ids.repository.js';
import type { RecordFields } from '../records.js';

/** A document of here as it is exchanged. */
export interface OwnDocument {
  /** What people call it. */
  name: string;
  fields: RecordFields;
}

/** How documents of one kind are read and written for other systems, by the services that people's requests go through. */
export interface Subject {
  readonly subject: ConnectionSubject;
  /** The kind of document that the journal tells of. */
  readonly entity: string;
  /** A document as it stands; `undefined` where it is gone. */
  read(id: string, references: References): Promise<OwnDocument | undefined>;
  /** The id of the document of here that a new record obviously is, where there is one. */
  find(fields: RecordFields): Promise<string | undefined>;
  /** Makes a document of a record; gives its id. Throws a `Failure` that tells what is wrong with it. */
  create(fields: RecordFields, references: References): Promise<string>;
  /** Changes what of a document is to be another. Throws a `Failure` that tells what is wrong with it. */
  change(id: string, fields: RecordFields, references: References): Promise<void>;
  /** Whether it is far enough to be given to another system for the first time; always unless told. */
  isGiven?(fields: RecordFields): boolean;
  /** The documents that the other system needs to have before it, by their ids; none unless told. */
  needs?(id: string): Promise<Partial<Record<ConnectionSubject, string[]>>>;
  /** The ids of all that there are, to be given for the first time, some thousand at a time. */
  ids(): AsyncIterable<string[]>;
}

/** What documents are called in one other system, and here. */
export class References {
  constructor(
    private readonly connectionId: Types.ObjectId,
    private readonly ids: ExternalIdsRepository,
  ) {}

  /** The document of here that another system calls so. */
  async documentOf(subject: ConnectionSubject, externalId: string): Promise<string | undefined> {
    return (await this.documentsOf(subject, [externalId])).get(externalId);
  }

  /** The same of several, by what the other system calls them. */
  async documentsOf(subject: ConnectionSubject, externalIds: readonly string[]): Promise<Map<string, string>> {
    const known = await this.ids.byExternal(this.connectionId, subject, externalIds);
    return new Map([...known].map(([id, { documentId }]) => [id, String(documentId)]));
  }

  /** What the other system calls some documents of here, by their ids. */
  async externalIdsOf(subject: ConnectionSubject, documentIds: readonly string[]): Promise<Map<string, string>> {
    const known = await this.ids.byDocument(this.connectionId, subject, documentIds);
    return new Map([...known].map(([id, { externalId }]) => [id, externalId]));
  }
}

const pipe: ValidationPipe = validationPipe();

/** A body by the rules of the API. Throws the `Failure` that a request with it would be refused with. */
export async function checkedBody<T extends object>(type: Class<T>, body: object): Promise<T> {
  // As it would come by a request: dates as texts.
  const sent: unknown = JSON.parse(JSON.stringify(body));
  return (await pipe.transform(sent, { type: 'body', metatype: type })) as T;
}

/** What is said, without what is empty: for a new document. */
export function withoutEmpty(fields: RecordFields): RecordFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
