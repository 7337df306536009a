/**
 * Loads the bicycles of Microsoft's AdventureWorks into a running workshop through its public API: the routes that its
 * lists name, then three hierarchical lists. A second run adds nothing.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… npm run load:bikes -- <folder>
 */
import { join } from 'node:path';
import { PartsImporter } from './parts-importer.ts';
import { LoadError, run, WorkshopApi } from './workshop-api.ts';

const ROUTES: Readonly<Record<string, readonly string[]>> = {
  Forming: ['Frame Forming'],
  Frame: ['Frame Forming', 'Frame Welding', 'Debur and Polish', 'Paint'],
  Subassembly: ['Subassembly'],
  'Final assembly': ['Final Assembly', 'Quality check', 'Packing'],
};
const FILES = ['road-150.numbered.csv', 'mountain-100.outline.xlsx', 'all-bikes.levels.csv'];

await run(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new LoadError('Name the folder: npm run load:bikes -- ../shared/data/adventure-works');
  const api = WorkshopApi.ofEnvironment();
  const importer = new PartsImporter(api);
  for (const [name, stages] of Object.entries(ROUTES)) await importer.addRoute(name, stages);
  const { items } = await api.get<{ items: { name: string; state: string }[] }>('/imports?kind=parts&pageSize=200');
  const loaded = new Set(items.filter(({ state }) => state === 'done').map(({ name }) => name));
  for (const file of FILES) {
    if (loaded.has(file)) {
      process.stdout.write(`${file}: loaded before\n`);
      continue;
    }
    const { parts, roots, depth, faults } = await importer.import(join(folder, file));
    if (faults.length) throw new LoadError(`${file}: ${JSON.stringify(faults.slice(0, 5))}`);
    process.stdout.write(`${file}: ${parts} parts of ${roots} products, ${depth} levels deep\n`);
  }
});
