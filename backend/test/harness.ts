import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startServer } from '@verstak/embedded-mongo';
import bcrypt from 'bcrypt';
import type { Connection } from 'mongoose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createApplication } from '../src/application.js';
import { Config } from '../src/platform/config/config.module.js';
import { CONNECTION_LIMITS } from '../src/platform/http/connections.js';
import { readEnvironment } from '../src/platform/config/environment.js';
import { Caller, type Session } from './caller.js';

// Hashing is slow on purpose; no password of the tests is worth a guess.
const { hash } = bcrypt;
const LEAST_COST = 4;
Object.assign(bcrypt, { hash: (password: string) => hash(password, LEAST_COST) });

export const ADMIN_PASSWORD = 'the first administrator';

/** What the journals of tests are sealed with. */
export const JOURNAL_KEY = 'a key of the tests, long enough to be one';

/** What passwords of other systems are sealed with in tests. */
const VAULT_KEY = 'another key of the tests, long enough';

/** The password of everybody the harness makes. */
export const PASSWORD = 'correct horse battery';

/** What of the process's environment a test decides; everything else is at its default. */
export type Settings = Partial<
  Record<
    | 'WORKSHOP_NAME'
    | 'SMTP_URL'
    | 'MAIL_FROM'
    | 'PUBLIC_URL'
    | 'TRUST_PROXY'
    | 'TIME_ZONE'
    | 'CURRENCY'
    | 'SESSION_DAYS'
    | 'FEED_PRIVATE_NETWORKS'
    | 'MS_TENANT_ID'
    | 'MS_CLIENT_ID'
    | 'MS_CLIENT_SECRET'
    | 'MS_ONEDRIVE_USER_ID'
    | 'MS_GRAPH_URL'
    | 'MS_LOGIN_URL'
    | 'WEBHOOK_PRIVATE_NETWORKS'
    | 'CONNECTION_PRIVATE_NETWORKS',
    string
  >
>;

/** The real application on a database of its own, with people made through its API. */
export class TestWorkshop {
  private people = 0;
  private admin?: Promise<Session>;
  private readonly byRole = new Map<string, Promise<Session>>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts the application on a free port; `close` it when done. `uriOptions` are added to the database's address. */
  static async open(settings: Settings = {}, limits = CONNECTION_LIMITS, uriOptions = ''): Promise<TestWorkshop> {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-'));
    const database = await startServer({ dataDir: folder });
    return this.on(database.uri + uriOptions, settings, limits, async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Starts the application on a database that is there; `close` does `end` once it has ended. */
  static async on(
    uri: string,
    settings: Settings = {},
    limits = CONNECTION_LIMITS,
    end: () => Promise<void> = () => Promise.resolve(),
  ): Promise<TestWorkshop> {
    const environment = readEnvironment({ LOG_LEVEL: 'fatal', ...settings, ADMIN_PASSWORD });
    const config = new Config(environment, 'a secret of the tests, long enough', uri, JOURNAL_KEY, VAULT_KEY);
    const app = await createApplication(config, { limits });
    await app.listen(0, '127.0.0.1');
    const url = (await app.getUrl()).replace('localhost', '127.0.0.1');
    return new TestWorkshop(app, url, async () => {
      await app.close();
      await end();
    });
  }

  /** Waits until all that follows from the journal is done. */
  async followed(): Promise<void> {
    const admin = await this.asAdmin();
    const journal = this.connection.collection('journal');
    const isOpen = async (): Promise<boolean> =>
      (await journal.countDocuments({ position: null })) > 0 ||
      (await admin.get<{ behind: number }[]>('/journal/consumers')).body.some(({ behind }) => behind > 0);
    while (await isOpen()) await pause(20);
  }

  async close(): Promise<void> {
    await this.end();
  }

  /** The connection of the application, to look at what is stored. */
  get connection(): Connection {
    return this.app.get<Connection>(getConnectionToken());
  }

  /** Nobody: requests without a session. */
  get nobody(): Caller {
    return new Caller(this.url);
  }

  /** The administrator of the first start. */
  async asAdmin(): Promise<Session> {
    this.admin ??= this.nobody.signIn('admin', ADMIN_PASSWORD);
    return this.admin;
  }

  /** Somebody of a role, the same person at every call. */
  async as(role: string): Promise<Session> {
    if (role === 'admin') return this.asAdmin();
    let session = this.byRole.get(role);
    if (!session) this.byRole.set(role, (session = this.another(role)));
    return session;
  }

  /** Somebody new of a role; a supplier at the desk of a supplier of that name, unless one is given. */
  async another(role: string, name = `${role} ${this.people + 1}`, supplierId?: string): Promise<Session> {
    const admin = await this.asAdmin();
    const login = `${role}${(this.people += 1)}`;
    const roleId = await this.roleId(role);
    const isNew = role === 'supplier' && !supplierId;
    const seat = isNew ? (await admin.post<{ id: string }>('/suppliers', { name })).body.id : supplierId;
    const made = await admin.post('/users', { login, name, roleId, password: PASSWORD, supplierId: seat });
    if (made.status !== 201) throw new Error(`No user of role ${role}: ${JSON.stringify(made.body)}`);
    return this.nobody.signIn(login, PASSWORD);
  }

  /** The id of a role: a built-in one by its key, another by its name. */
  async roleId(role: string): Promise<string | undefined> {
    const { body } = await (await this.asAdmin()).get<{ id: string; key: string; name: string }[]>('/roles');
    return body.find(({ key, name }) => key === role || name === role)?.id;
  }

  /** Adds a role of these permissions, by whose name people of it are made. */
  async addRole(name: string, permissions: readonly string[]): Promise<void> {
    const made = await (await this.asAdmin()).post('/roles', { name, permissions });
    if (made.status !== 201) throw new Error(`No role ${name}: ${JSON.stringify(made.body)}`);
  }
}
