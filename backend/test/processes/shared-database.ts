import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { MongoClient, type Db } from 'mongodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller, type Session } from '../caller.js';
import { Product } from '../product.js';

export const PASSWORD = 'one of several processes';

/** A process of the product and the administrator's session there. */
export interface Backend {
  product: Product;
  url: string;
  admin: Session;
}

/** One database for several processes of the built product. */
export class SharedDatabase {
  private readonly products: Product[] = [];

  private constructor(
    private readonly folder: string,
    private readonly server: RunningServer,
    private readonly client: MongoClient,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Starts it; all processes have these settings beside their usual ones. */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<SharedDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-processes-'));
    const server = await startServer({ dataDir: join(folder, 'database'), port: 0 });
    return new SharedDatabase(folder, server, await new MongoClient(server.uri).connect(), settings);
  }

  /** What is stored. */
  get database(): Db {
    return this.client.db('verstak');
  }

  /** Starts a process; its clock is so many milliseconds ahead of that of the database. */
  start(ahead = 0): Product {
    const variables = {
      MONGODB_URI: this.server.uri,
      DATA_DIR: join(this.folder, `data-${this.products.length}`),
      JWT_SECRET: 'what several processes share, long enough',
      JOURNAL_KEY: 'what their journal is sealed with, long enough',
      VAULT_KEY: 'what their secrets are sealed with, long enough',
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'warn',
      ...this.settings,
    };
    const product = new Product(variables, undefined, ahead ? ['--import', clock(ahead)] : []);
    this.products.push(product);
    return product;
  }

  /** Starts a process and signs in there. */
  async backend(ahead = 0): Promise<Backend> {
    const product = this.start(ahead);
    const url = await product.ready();
    return { product, url, admin: await new Caller(url).signIn('admin', PASSWORD) };
  }

  async close(): Promise<void> {
    for (const product of this.products) {
      product.signal('SIGKILL');
      await product.ended;
    }
    await this.client.close();
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A module that moves the clock of its process. */
function clock(ahead: number): string {
  const source = `
    const Time = Date;
    globalThis.Date = class Date extends Time {
      constructor(...given) { given.length ? super(...given) : super(Time.now() + ${ahead}); }
      static now() { return Time.now() + ${ahead}; }
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
