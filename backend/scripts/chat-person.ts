import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { LoadError, type WorkshopApi } from './workshop-api.ts';

/** A message as far as the simulation looks at it. */
export interface SimulatedMessage {
  id: string;
  subjectId: string;
  position: number;
  text: string;
}

const PAGE = 100;
/** A machine that is busy may let a connection wait too long. */
const TRIES = 8;

/** What somebody knows of one conversation. */
interface Known {
  byId: Map<string, SimulatedMessage>;
  /** Everything up to this position is known. */
  reached: number;
  isInStep: boolean;
}

/** Somebody who looks into conversations and writes there, as the console does: live, and reading what was missed. */
export class ChatPerson {
  readonly name: string;
  readonly rooms: readonly string[];
  /** How long messages took to arrive live, in milliseconds. */
  readonly delays: number[] = [];
  /** What the server must not do: tell of a message twice over one connection, or out of its turn. */
  readonly faults: string[] = [];
  private readonly doors: readonly WorkshopApi[];
  private readonly known: ReadonlyMap<string, Known>;
  private turn: number;
  private socket?: Socket;
  private isListening = false;

  constructor(name: string, rooms: readonly string[], doors: readonly WorkshopApi[], turn: number) {
    this.name = name;
    this.rooms = rooms;
    this.doors = doors;
    this.turn = turn;
    this.known = new Map(rooms.map((room) => [room, { byId: new Map(), reached: 0, isInStep: false }]));
  }

  /** What is known of a conversation, in its order. */
  messagesIn(room: string): SimulatedMessage[] {
    const { byId } = this.known.get(room) ?? { byId: new Map<string, SimulatedMessage>() };
    return [...byId.values()].sort((one, other) => one.position - other.position);
  }

  /** Connected, and with nothing still to be read. */
  get isInStep(): boolean {
    return this.isListening;
  }

  /** Looks at the next of the addresses, and reads what was said since the last time. */
  async connect(sentAt: ReadonlyMap<string, number>): Promise<void> {
    for (let attempt = 1; !(await this.reaches(sentAt)); attempt += 1) {
      if (attempt === TRIES) throw new LoadError(`${this.name} cannot connect; is the product running?`);
      await pause(attempt * 1_000);
    }
    await Promise.all(this.rooms.map((room) => this.join(room)));
    this.isListening = true;
  }

  /** Whether the next of the addresses takes the connection. */
  private async reaches(sentAt: ReadonlyMap<string, number>): Promise<boolean> {
    this.turn += 1;
    const { url, token } = await this.door.door();
    const socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
    this.socket = socket;
    const last = new Map<string, number>();
    socket.on('message', (message: SimulatedMessage) => this.hear(message, last, sentAt));
    return new Promise((resolve) => {
      socket.once('ready', () => resolve(true));
      socket.once('connect_error', () => resolve(false));
    });
  }

  /** Loses the connection, as a phone does. */
  disconnect(): void {
    this.isListening = false;
    this.socket?.disconnect();
    for (const known of this.known.values()) known.isInStep = false;
  }

  /** Asks to hear a conversation; gives why not. */
  async ask(room: string): Promise<{ code: string } | null> {
    return (await this.socket?.timeout(5_000).emitWithAck('join', { subject: 'Order', subjectId: room })) as {
      code: string;
    } | null;
  }

  /** Writes; sometimes twice, as after an answer that was lost. Gives the message as the server has it. */
  async write(room: string, text: string, isSentTwice: boolean): Promise<SimulatedMessage> {
    const body = { subject: 'Order', subjectId: room, text, mentions: [], isInternal: false, attachments: 0 };
    const key = randomUUID();
    const first = await this.door.post<SimulatedMessage>('/messages', body, key);
    return isSentTwice ? this.doors[0]!.post<SimulatedMessage>('/messages', body, key) : first;
  }

  /** All that was said in a conversation, as the server has it. */
  async read(room: string, after = 0): Promise<SimulatedMessage[]> {
    const all: SimulatedMessage[] = [];
    for (;;) {
      const query = `subject=Order&subjectId=${room}&after=${all.at(-1)?.position ?? after}&limit=${PAGE}`;
      const page = await this.door.get<SimulatedMessage[]>(`/messages?${query}`);
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }

  /** Waits until everything that was said is known, but no longer than that. */
  async settle(count: (room: string) => number, mostMs: number): Promise<void> {
    const isDone = (): boolean => this.rooms.every((room) => this.messagesIn(room).length >= count(room));
    for (const end = Date.now() + mostMs; Date.now() < end && !isDone();) await pause(20);
  }

  close(): void {
    this.socket?.disconnect();
  }

  private get door(): WorkshopApi {
    const door = this.doors[this.turn % this.doors.length];
    if (!door) throw new Error('There is no address');
    return door;
  }

  private async join(room: string): Promise<void> {
    const known = this.known.get(room);
    const refusal = await this.ask(room);
    if (refusal || !known) return void this.faults.push(`${this.name} was not let in: ${refusal?.code}`);
    for (const message of await this.read(room, known.reached)) this.take(known, message);
    known.isInStep = true;
  }

  private hear(message: SimulatedMessage, last: Map<string, number>, sentAt: ReadonlyMap<string, number>): void {
    const { subjectId, position, text } = message;
    const known = this.known.get(subjectId);
    if (!known) return void this.faults.push(`${this.name} hears a conversation that they do not look into`);
    if (position <= (last.get(subjectId) ?? 0)) this.faults.push(`${this.name} hears ${text} twice or out of its turn`);
    last.set(subjectId, position);
    const sent = sentAt.get(text);
    if (sent !== undefined && known.isInStep) this.delays.push(performance.now() - sent);
    const reached = known.reached;
    this.take(known, message);
    if (!known.isInStep) known.reached = reached;
  }

  private take(known: Known, message: SimulatedMessage): void {
    known.byId.set(message.id, message);
    known.reached = Math.max(known.reached, message.position);
  }
}
