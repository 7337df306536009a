import type { ProductRecord } from '../records.js';
import type { MoySkladClient } from './moysklad-client.js';
import { writtenLineCode, type ProductRefs } from './moysklad-codecs.js';
import { refOf, type ProductFacts } from './moysklad-facts.js';
import { MoySkladFault } from './moysklad-fault.js';
import { withValues, ARCHIVED_TOO } from './moysklad-reading.js';
import { saveAll, syncIdOf, type Saved } from './moysklad-saving.js';
import { idOf, type WireAssortment, type WireBody, type WireEntity } from './moysklad-wire.js';

type Told = Pick<Partial<ProductRecord>, 'unit' | 'category'>;

/** Finds the units and folders of products there, and makes those that are missing: what a product is sent with. */
export async function placesOf(
  client: MoySkladClient,
  facts: ProductFacts,
  products: readonly Told[],
): Promise<(product: Told) => ProductRefs> {
  const units = await unitsOf(
    client,
    facts,
    products.flatMap(({ unit }) => unit ?? []),
  );
  const folders = await foldersOf(
    client,
    products.flatMap(({ category }) => (category?.length ? [category] : [])),
  );
  return ({ unit, category }) => ({
    ...(unit !== undefined && { uom: required(units.get(unit)) }),
    ...(category !== undefined && { folder: category.length ? required(folders.get(category.join('/'))) : null }),
  });
}

function required(saved: Saved<WireEntity> | undefined): ReturnType<typeof refOf> {
  if (saved && 'row' in saved) return refOf(saved.row);
  throw new MoySkladFault('refused', saved?.refusals);
}

async function unitsOf(
  client: MoySkladClient,
  facts: ProductFacts,
  wanted: readonly string[],
): Promise<Map<string, Saved<WireEntity>>> {
  const known = [...facts.units].map(([id, name]): [string, Saved<WireEntity>] => {
    const meta = { href: client.href(`entity/uom/${id}`), type: 'uom' };
    return [name, { row: { id, meta, updated: '' } }];
  });
  const units = new Map(known);
  const missing = wanted.filter((name) => !units.has(name)).map((name): [string, WireBody] => [name, { name }]);
  await make(client, 'entity/uom', new Map(missing), units);
  for (const [name, one] of units) if ('row' in one) facts.units.set(idOf(one.row) ?? '', name);
  return units;
}

async function foldersOf(
  client: MoySkladClient,
  wanted: readonly (readonly string[])[],
): Promise<Map<string, Saved<WireEntity>>> {
  const folders = new Map<string, Saved<WireEntity>>();
  if (!wanted.length) return folders;
  for (const row of await client.all<WireAssortment>('entity/productfolder', { filter: ARCHIVED_TOO.join(';') }))
    folders.set([row.pathName, row.name].filter(Boolean).join('/'), { row });
  const deepest = Math.max(...wanted.map(({ length }) => length));
  // A folder is made in one that is there.
  for (let depth = 1; depth <= deepest; depth += 1) {
    const missing = new Map<string, WireBody>();
    for (const names of wanted.filter(({ length }) => length >= depth)) {
      const path = names.slice(0, depth).join('/');
      const parent = folders.get(names.slice(0, depth - 1).join('/'));
      if (folders.has(path)) continue;
      if (parent && 'refusals' in parent) folders.set(path, parent);
      else missing.set(path, { name: names[depth - 1], ...(parent && { productFolder: refOf(parent.row) }) });
    }
    await make(client, 'entity/productfolder', missing, folders);
  }
  return folders;
}

/**
 * The services that stand for lines which are written freely, one for each title: in MoySklad there is no line without
 * something that is sold.
 */
export async function writtenLines(
  client: MoySkladClient,
  titles: readonly string[],
): Promise<Map<string, Saved<WireEntity>>> {
  const codes = new Map(titles.map((title) => [writtenLineCode(title), title]));
  const lines = new Map<string, Saved<WireEntity>>();
  if (!codes.size) return lines;
  for (const row of await withValues<WireEntity>(client, 'entity/service', 'externalCode', codes.keys(), ARCHIVED_TOO))
    lines.set(codes.get(row.externalCode ?? '') ?? '', { row });
  const missing = [...codes].filter(([, title]) => !lines.has(title));
  const bodies = missing.map(([externalCode, name]): [string, WireBody] => {
    return [name, { name, externalCode, syncId: syncIdOf(externalCode) }];
  });
  await make(client, 'entity/service', new Map(bodies), lines);
  return lines;
}

async function make(
  client: MoySkladClient,
  path: string,
  bodies: ReadonlyMap<string, WireBody>,
  into: Map<string, Saved<WireEntity>>,
): Promise<void> {
  // Without an answer nobody knows whether they are there: they are looked for again the next time.
  const saved = await saveAll<WireEntity>(client, path, [...bodies.values()], true);
  for (const [n, name] of [...bodies.keys()].entries()) into.set(name, saved[n] ?? { refusals: [] });
}
