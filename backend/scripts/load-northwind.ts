/**
 * Loads Microsoft's Northwind into a running workshop through its public API and compares the sales report with what
 * it must say. A second run adds nothing.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… npm run load:northwind -- <folder>
 */
import { NorthwindLoader } from './northwind-loader.ts';
import { readNorthwind } from './northwind.ts';
import { LoadError, run, WorkshopApi } from './workshop-api.ts';

/** Net of discount by year of the order, in minor units: what the source's own figures come to. */
const EXPECTED = [
  { title: '1996', from: '1996-01-01', to: '1996-12-31', revenue: 20_808_399 },
  { title: '1997', from: '1997-01-01', to: '1997-12-31', revenue: 61_708_535 },
  { title: '1998', from: '1998-01-01', to: '1998-12-31', revenue: 44_062_395 },
  { title: 'all', from: '1996-01-01', to: '1998-12-31', revenue: 126_579_329 },
] as const;

const EXPECTED_GROSS = 135_445_859;

interface Sales {
  totals: { revenue: number; gross: number };
}

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new LoadError('Name the folder: npm run load:northwind -- ../shared/data/northwind');
  const northwind = await readNorthwind(folder);
  const api = WorkshopApi.ofEnvironment();
  const loaded = await new NorthwindLoader(api).load(northwind);
  const { products, newProducts, suppliers, newSuppliers, newOffers, newRequests, counted } = loaded;
  const { clients, newClients, orders, newOrders, items } = loaded;
  print(`${products} products, ${newProducts} of them new, ${counted} counted for the first time.`);
  print(
    `${suppliers} suppliers, ${newSuppliers} of them new; ${newOffers} of their offers and ${newRequests} requests to them are new.`,
  );
  print(
    `${clients} clients, ${newClients} of them new; ${orders} orders with ${items} lines, ${newOrders} of them new.`,
  );
  if (!(await compare(api))) {
    process.exitCode = 1;
    print('The report differs: the workshop has other orders of these years, or some were changed or deleted.');
  }
}

/** Prints the report beside what it must say; whether they are the same. */
async function compare(api: WorkshopApi): Promise<boolean> {
  print(`\n${row('Year', 'Report', 'Expected')}`);
  let isSame = true;
  const check = (title: string, found: number, expected: number): void => {
    isSame &&= found === expected;
    print(`${row(title, amount(found), amount(expected))}  ${found === expected ? 'same' : 'differs'}`);
  };
  for (const { title, from, to, revenue } of EXPECTED) {
    const { totals } = await api.get<Sales>(`/reports/sales?from=${from}&to=${to}&step=month`);
    check(title, totals.revenue, revenue);
    if (title === 'all') check('all, gross', totals.gross, EXPECTED_GROSS);
  }
  return isSame;
}

function row(title: string, found: string, expected: string): string {
  return `${title.padEnd(12)}${found.padStart(16)}${expected.padStart(16)}`;
}

function amount(minor: number): string {
  return (minor / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await run(main);
