import { Injectable } from '@nestjs/common';
import { isOutsider, type Subject } from '@verstak/domain';
import type { Class } from '../fields/index.js';
import { Failure, Invalid, NotFound } from '../failure/failure.js';
import { currentCall, type Caller } from './caller.js';

/** What names a piece of a document: an item of an order, the part that is made of it, a stage of a route. */
export const PIECES = ['itemId', 'partId', 'stageId'] as const;

export type Piece = (typeof PIECES)[number];

/** A document, or a piece of one, that something else belongs to. */
export interface Place extends Partial<Record<Piece, string>> {
  subject: Subject;
  subjectId: string;
  /** What is said there is for the people of the workshop alone. */
  isInternal?: boolean;
}

/** What a document is called where it is talked about. */
export interface Title {
  number?: number;
  name?: string;
}

/** What a capability knows of conversations about its documents. */
export interface TalkKeeper {
  /** Whether somebody may read and write there: whoever may see what it is about. */
  allows(id: string, caller: Caller): Promise<boolean>;
  /** What those of these documents are called that the caller may see, by id. */
  titles(ids: readonly string[], caller: Caller): Promise<Map<string, Title>>;
  /** Users whose business it is, whether they have written or not. */
  concerned(id: string): Promise<string[]>;
}

/** What a capability knows of places at one kind of document; several may know different ones of the same kind. */
export interface PlaceKeeper {
  subject: Subject;
  /** Customers and suppliers may be there too; elsewhere nobody but the people of the workshop. */
  isForOutsiders?: true;
  /** Whether somebody may read there, or add to it and take away; one keeper that says so is enough. */
  allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean>;
  /** The piece of such documents that this keeper knows; others there are none of. */
  piece?: Piece;
  /** Whether the place names such a piece that there is, or may do without; asked before something is added. */
  exists?(place: Place): Promise<boolean>;
  /** How its documents are talked about; without it, they are not. */
  talk?: TalkKeeper;
}

/** Gives the place of a document that belongs to another. */
type PlaceOf = (document: object) => Place;

/** How documents of a kind belong to others. */
interface Belonging {
  placeOf: PlaceOf;
  /** They are said in the conversation about it: it is for who may talk there, and tells of them itself. */
  isTalk: boolean;
}

/**
 * Who may do what with something that belongs to a document: whoever may with the document. The capabilities register
 * themselves, so that none depends on what belongs to its documents.
 */
@Injectable()
export class Places {
  private readonly keepers: PlaceKeeper[] = [];
  private readonly belongings = new Map<string, Belonging>();

  add(keeper: PlaceKeeper): void {
    this.keepers.push(keeper);
  }

  /** Documents of this class, `kind` in the journal, answer by the rows of what they belong to. */
  addBelonging(type: Class, kind: Subject, placeOf: PlaceOf, isTalk = false): void {
    for (const name of [type.name, kind]) this.belongings.set(name, { placeOf, isTalk });
  }

  /** The document in whose history one of a kind is told of; `undefined` where that is no other one's. */
  ownerOf(kind: string, document: object): string | undefined {
    const belonging = this.belongings.get(kind);
    return belonging?.isTalk ? undefined : belonging?.placeOf(document).subjectId;
  }

  /** Whether documents of this kind are said in conversations. */
  isTalk(kind: string): boolean {
    return this.belongings.get(kind)?.isTalk ?? false;
  }

  /** Who may read documents of a kind or class by its name; `undefined` where they belong to nothing. */
  reading(kind: string): ((document: object, caller: Caller) => Promise<boolean>) | undefined {
    const belonging = this.belongings.get(kind);
    if (!belonging) return undefined;
    const { placeOf, isTalk } = belonging;
    return (document, caller) =>
      isTalk ? this.mayTalk(placeOf(document), caller) : this.allows('read', placeOf(document), caller);
  }

  /** Whether somebody may read and write what is said there; what is internal is for the workshop's people alone. */
  async mayTalk({ subject, subjectId, isInternal }: Place, caller: Caller): Promise<boolean> {
    if (isInternal && caller.kind !== 'system' && !isStaff(caller)) return false;
    return (await this.talkAt(subject)?.allows(subjectId, caller)) ?? false;
  }

  /** 404 where the caller may not talk there. */
  async requireTalk(place: Place): Promise<void> {
    if (!(await this.mayTalk(place, currentCall().caller)))
      throw NotFound(place.subject.toLowerCase(), place.subjectId);
  }

  /** What knows of conversations about documents of a kind; `undefined` where there are none. */
  talkAt(subject: string): TalkKeeper | undefined {
    return this.keepers.find((keeper) => keeper.subject === subject && keeper.talk)?.talk;
  }

  async allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean> {
    const isOutside = caller.kind === 'person' && isOutsider(caller.permissions);
    for (const keeper of this.at(place)) {
      if (isOutside && !keeper.isForOutsiders) continue;
      if (await keeper.allows(action, place, caller)) return true;
    }
    return false;
  }

  /** 404 where the caller may not read there, 403 where only that. */
  async require(action: 'read' | 'change', place: Place): Promise<void> {
    const { caller } = currentCall();
    if (!(await this.allows('read', place, caller))) throw NotFound(place.subject.toLowerCase(), place.subjectId);
    if (action === 'change' && !(await this.allows('change', place, caller))) {
      const kind = place.subject.toLowerCase();
      throw new Failure('auth.forbidden', { detail: `You may read this ${kind}, but add nothing to it.` });
    }
  }

  /** 404 where there is no such item, part or stage, 400 where one has to be named. */
  async requireExisting(place: Place): Promise<void> {
    for (const field of PIECES) {
      const keeper = this.at(place).find(({ piece }) => piece === field);
      const isThere = keeper?.exists ? await keeper.exists(place) : !place[field];
      if (!isThere) throw noPiece(field, place, !!keeper);
    }
  }

  private at({ subject }: Place): PlaceKeeper[] {
    return this.keepers.filter((keeper) => keeper.subject === subject);
  }
}

/** Whether somebody is of the workshop's people. */
function isStaff(caller: Caller): boolean {
  return caller.kind === 'person' && !isOutsider(caller.permissions);
}

function noPiece(field: Piece, { subject, [field]: value }: Place, hasSuch: boolean): Failure {
  const [kind, owner] = [field.replace('Id', ''), subject.toLowerCase()];
  if (value === undefined)
    return Invalid([{ field, rule: 'isDefined', message: `must say which ${kind} of the ${owner} it is for` }]);
  const message = `names no ${kind} of the ${owner}; ${hasSuch ? 'send the id of one that it has' : 'leave it out'}`;
  const params = { entity: kind, id: value };
  return new Failure('not_found', {
    detail: `${field}: ${message}.`,
    params,
    errors: [{ field, rule: 'exists', value, message }],
  });
}
