import { Injectable } from '@nestjs/common';
import type { Subject } from '@verstak/domain';
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
}

/** What a capability knows of places at one kind of document; several may know different ones of the same kind. */
export interface PlaceKeeper {
  subject: Subject;
  /** Whether somebody may read there, or add to it and take away; one keeper that says so is enough. */
  allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean>;
  /** The piece of such documents that this keeper knows; others there are none of. */
  piece?: Piece;
  /** Whether the place names such a piece that there is, or may do without; asked before something is added. */
  exists?(place: Place): Promise<boolean>;
}

/** Gives the place of a document that belongs to another. */
type PlaceOf = (document: object) => Place;

/**
 * Who may do what with something that belongs to a document: whoever may with the document. The capabilities register
 * themselves, so that none depends on what belongs to its documents.
 */
@Injectable()
export class Places {
  private readonly keepers: PlaceKeeper[] = [];
  private readonly belongings = new Map<string, PlaceOf>();

  add(keeper: PlaceKeeper): void {
    this.keepers.push(keeper);
  }

  /** Documents of this class, `kind` in the journal, answer by the rows of what they belong to. */
  addBelonging(type: Class, kind: Subject, placeOf: PlaceOf): void {
    for (const name of [type.name, kind]) this.belongings.set(name, placeOf);
  }

  /** What gives the place of documents of a kind or class by its name; `undefined` where they belong to nothing. */
  placing(kind: string): PlaceOf | undefined {
    return this.belongings.get(kind);
  }

  async allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean> {
    for (const keeper of this.at(place)) if (await keeper.allows(action, place, caller)) return true;
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
