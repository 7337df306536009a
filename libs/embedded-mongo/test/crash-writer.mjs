import { appendFileSync } from 'node:fs';
import { MongoClient } from 'mongodb';

/** Writes until the server is killed and notes in a file each write that was acknowledged. */
const [uri, log, round] = process.argv.slice(2);
const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 500 }).connect();
const db = client.db('crash');
const note = (line) => appendFileSync(log, `${line}\n`);

async function single(caller) {
  for (let i = 0; ; i++) {
    const id = `${round}-${caller}-${i}`;
    await db.collection('docs').insertOne({ _id: id, key: id, tags: ['x', `t${i % 7}`], n: i });
    note(`insert ${id}`);
    if (i % 3 === 0) {
      await db.collection('docs').updateOne({ _id: id }, { $set: { changed: true, key: `${id}!` } });
      note(`update ${id}`);
    }
    if (i % 5 === 4) {
      await db.collection('docs').deleteOne({ _id: id });
      note(`delete ${id}`);
    }
  }
}

/** Each transaction writes a pair: neither may be there without the other. */
async function pairs(caller) {
  for (let i = 0; ; i++) {
    const id = `${round}-${caller}-${i}`;
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await db.collection('left').insertOne({ _id: id }, { session });
        await db.collection('right').insertOne({ _id: id }, { session });
      }),
    );
    note(`pair ${id}`);
  }
}

await Promise.all([
  ...Array.from({ length: 8 }, (_, n) => single(n)),
  ...Array.from({ length: 4 }, (_, n) => pairs(n + 100)),
]).catch(() => undefined);
process.exit(0);
