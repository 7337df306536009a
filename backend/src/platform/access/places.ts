import { Injectable } from '@nestjs/common';
import type { Subject } from '@verstak/domain';
import type { Class } from '../fields/index.js';
import { Failure, NotFound } from '../failure/failure.js';
import { currentCall, type Caller } from './caller.js';

/** A document, or a piece of an order, that something else belongs to. */
export interface Place {
  subject: Subject;
  subjectId: string;
  /** The item of the order, and the part that is made of it. */
  itemId?: string;
  partId?: string;
}

/** What a capability knows of places at one kind of document; several may know different ones of the same kind. */
export interface PlaceKeeper {
  subject: Subject;
  /** Whether somebody may read there, or add to it and take away; one keeper that says so is enough. */
  allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean>;
  /** Whether there is what the place names, as far as this keeper knows of it; asked before something is added. */
  exists(place: Place): Promise<boolean>;
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

  /** 404 where there is no such item or part. */
  async requireExisting(place: Place): Promise<void> {
    for (const keeper of this.at(place)) {
      if (!(await keeper.exists(place))) throw NotFound('part of the document', place.partId ?? place.itemId ?? '');
    }
  }

  private at({ subject }: Place): PlaceKeeper[] {
    return this.keepers.filter((keeper) => keeper.subject === subject);
  }
}
