import { io, type Socket } from 'socket.io-client';
import type { Session } from './caller.js';

export interface Hint {
  entity: string;
  id: string;
  version?: number;
  number?: number;
}

/** A screen that is connected: the hints it was sent, and a way to wait for one. */
export class Screen {
  readonly hints: Hint[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('changed', (hint: Hint) => this.hints.push(hint));
  }

  /** Connects as this session; rejects with the server's reason where it may not. */
  static async open({ url, accessToken }: Pick<Session, 'url' | 'accessToken'>): Promise<Screen> {
    const socket = io(url, { transports: ['websocket'], auth: { token: accessToken }, reconnection: false });
    const screen = new Screen(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('ready', () => resolve());
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return screen;
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  /** The first hint that fits, or `undefined` after ten seconds. */
  async heard(fits: (hint: Hint) => boolean): Promise<Hint | undefined> {
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      const found = this.hints.find(fits);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return undefined;
  }

  /** Whether the server closed the connection, or does within ten seconds. */
  async closed(): Promise<boolean> {
    for (const end = Date.now() + 10_000; this.isConnected && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return !this.isConnected;
  }

  close(): void {
    this.socket.close();
  }
}
