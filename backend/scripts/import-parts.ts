/**
 * Imports parts out of a hierarchical .xlsx or .csv through the public API; prints one line of JSON last. Where anything
 * is wrong with the file, nothing is written and the exit code is 1.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… npm run import:parts -- <file> [--create-routes]
 */
import { PartsImporter } from './parts-importer.ts';
import { LoadError, run, WorkshopApi } from './workshop-api.ts';

await run(async () => {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const [file] = names;
  if (!file) throw new LoadError('Name the file: npm run import:parts -- parts.xlsx [--create-routes]');
  const importer = new PartsImporter(WorkshopApi.ofEnvironment());
  const imported = await importer.import(file, process.argv.includes('--create-routes'));
  process.stdout.write(`${JSON.stringify(imported)}\n`);
  if (imported.faults.length) process.exitCode = 1;
});
