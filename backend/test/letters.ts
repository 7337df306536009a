import type { TestWorkshop } from './harness.js';

/** The secrets of the links in letters about accounts to an address, the latest last. */
export async function linksTo({ connection }: TestWorkshop, email: string): Promise<string[]> {
  const letters = await connection.collection('letters').find({ to: email }).sort({ _id: 1 }).toArray();
  const bodies = connection.collection('letterBodies');
  const texts = await Promise.all(letters.map(async ({ _id }) => String((await bodies.findOne({ _id }))?.['text'])));
  return texts.flatMap((text) => /\/shop\/(?:confirm|new-password)#([\w-]{32})\n/.exec(text)?.[1] ?? []);
}

/** The secret of the latest link to an address; empty where none was sent. */
export async function linkTo(workshop: TestWorkshop, email: string): Promise<string> {
  return (await linksTo(workshop, email)).at(-1) ?? '';
}
