import { Injectable, Logger } from '@nestjs/common';
import { isOutsider } from '@verstak/domain';
import type { Server, Socket } from 'socket.io';
import type { Person } from '../access/caller.js';
import { Places, type Place } from '../access/places.js';
import { Pace } from '../http/pace.js';

/** Rooms that one screen looks into at a time. */
const MOST_ROOMS = 20;
/** How often one screen may ask to be let in: so many times at once, and so often a second from then on. */
const AT_ONCE = 30;
const PER_SECOND = 2;

const ID = /^[0-9a-f]{24}$/;

/** Whose screen it is, with the rights that it was connected with. */
export interface Connected {
  person: Person;
}

/** Why somebody was not let in; nothing where they were. */
export type Refusal = { code: 'not_found' | 'request.too_many' };

type Answer = (refusal: Refusal | null) => void;

/**
 * Rooms in which a conversation is heard: one for all who may talk about a document, and one beside it for the people
 * of the workshop, who alone hear what is internal. Whether somebody may is asked when they come in, and again whenever
 * their rights or the document change.
 */
@Injectable()
export class Rooms {
  private readonly logger = new Logger(Rooms.name);
  private readonly pace = new Pace(AT_ONCE, PER_SECOND);
  private readonly openers: ((place: Place) => Promise<void>)[] = [];
  private server?: Server;

  constructor(private readonly places: Places) {}

  /** Where the screens are. */
  open(server: Server): void {
    this.server = server;
  }

  /** Does something before anybody of this process is in a room in which nobody was. */
  beforeFirst(opener: (place: Place) => Promise<void>): void {
    this.openers.push(opener);
  }

  /** Lets a screen ask for rooms. */
  attend(socket: Socket): void {
    void socket.join(ofPerson(personAt(socket).userId));
    socket.on('join', (asked: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      this.enter(socket, asked)
        .catch((error: unknown): Refusal => {
          this.logger.warn(`A room was not opened: ${String(error)}`);
          return { code: 'not_found' };
        })
        .then(answer as Answer, () => undefined);
    });
    socket.on('leave', (asked: unknown) => {
      const place = placeIn(asked);
      if (place) this.leave(socket, place);
    });
  }

  /** Whether anybody is in the room of a document. */
  has(place: Place): boolean {
    return !!this.server?.sockets.adapter.rooms.get(roomOf(place))?.size;
  }

  /** Says something to all who hear of a document; what is internal to the people of the workshop alone. */
  say(place: Place, event: string, body: unknown): void {
    this.server?.to(place.isInternal ? innerOf(place) : roomOf(place)).emit(event, body);
  }

  /** Tells the screens of some people something; what is internal to those of the workshop alone. */
  tell(userIds: readonly string[], event: string, body: unknown, isInternal = false): void {
    for (const userId of userIds) {
      for (const socket of this.within(ofPerson(userId)))
        if (!isInternal || !isOutside(socket)) socket.emit(event, body);
    }
  }

  /** Asks again who may be in the room of a document that has changed. */
  async recheck(place: Place): Promise<void> {
    for (const socket of this.within(roomOf(place))) await this.recheckOne(socket, place);
  }

  /** Asks again which rooms a screen may be in, for rights of its person that have changed. */
  async recheckAll(socket: Socket): Promise<void> {
    for (const place of placesOf(socket)) await this.recheckOne(socket, place);
  }

  private async enter(socket: Socket, asked: unknown): Promise<Refusal | null> {
    const person = personAt(socket);
    const place = placeIn(asked);
    if (!this.pace.allows(socket.id)) return { code: 'request.too_many' };
    if (!place || !(await this.places.mayTalk(place, person))) return { code: 'not_found' };
    if (placesOf(socket).length >= MOST_ROOMS && !socket.rooms.has(roomOf(place))) return { code: 'request.too_many' };
    if (!this.has(place)) for (const opener of this.openers) await opener(place);
    await socket.join(roomOf(place));
    if (!isOutside(socket)) await socket.join(innerOf(place));
    return null;
  }

  private leave(socket: Socket, place: Place): void {
    void socket.leave(roomOf(place));
    void socket.leave(innerOf(place));
  }

  private async recheckOne(socket: Socket, place: Place): Promise<void> {
    if (await this.places.mayTalk(place, personAt(socket))) return;
    this.leave(socket, place);
    socket.emit('left', { subject: place.subject, subjectId: place.subjectId });
  }

  private within(room: string): Socket[] {
    const { sockets } = this.server ?? {};
    const ids = sockets?.adapter.rooms.get(room) ?? [];
    return [...ids].flatMap((id) => sockets?.sockets.get(id) ?? []);
  }
}

const ofPerson = (userId: string): string => `person ${userId}`;
const roomOf = ({ subject, subjectId }: Place): string => `room ${subject} ${subjectId}`;
const innerOf = ({ subject, subjectId }: Place): string => `inner ${subject} ${subjectId}`;

const personAt = (socket: Socket): Person => (socket.data as Connected).person;
const isOutside = (socket: Socket): boolean => isOutsider(personAt(socket).permissions);

/** The document whose room is asked for; `undefined` where that is none. */
function placeIn(asked: unknown): Place | undefined {
  const { subject, subjectId } = (asked ?? {}) as Record<string, unknown>;
  if (typeof subject !== 'string' || typeof subjectId !== 'string' || !ID.test(subjectId)) return undefined;
  // Whoever knows of no conversations about such a kind lets nobody in.
  return { subject: subject as Place['subject'], subjectId };
}

/** What the rooms are about that a screen looks into. */
function placesOf({ rooms }: Socket): Place[] {
  return [...rooms].flatMap((room) => {
    const [, subject, subjectId] = /^room (\w+) (\w+)$/.exec(room) ?? [];
    return subject && subjectId ? [{ subject: subject as Place['subject'], subjectId }] : [];
  });
}
