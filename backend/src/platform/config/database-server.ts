import { MongoClient, type Document } from 'mongodb';
import { BadEnvironment, VARIABLES } from './environment.js';

/** What MongoDB 8.0 calls its protocol: `bulkWrite` over several collections came with it. */
const WIRE_VERSION = 25;
const WAIT_MS = 10_000;

/** Ends the start where `MONGODB_URI` leads to no server, or to one that cannot serve the product. */
export async function requireServer(uri: string, waitMs = WAIT_MS): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: waitMs });
  let hello: Document;
  try {
    hello = await client.db('admin').command({ hello: 1 });
  } catch (error) {
    // The driver's words name hosts, never the password of the address.
    throw fault(`the server cannot be used: ${(error as Error).message}`);
  } finally {
    await client.close();
  }
  const unfit = unfitness(hello);
  if (unfit) throw fault(unfit);
}

/** Why a server that answered so to `hello` cannot serve, if it cannot. */
export function unfitness(hello: Document): string | undefined {
  if (!hello['setName'] && hello['msg'] !== 'isdbgrid')
    return 'the server is no member of a replica set, which transactions need';
  if (Number(hello['maxWireVersion'] ?? 0) < WIRE_VERSION) return 'the server is older than MongoDB 8.0';
  return undefined;
}

function fault(what: string): BadEnvironment {
  return new BadEnvironment(`MONGODB_URI: ${what}; example: MONGODB_URI=${VARIABLES.MONGODB_URI.example}`);
}
