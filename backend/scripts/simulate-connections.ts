/**
 * Plays the systems that the product exchanges with, over HTTP: 1C, which comes by itself. Goods there and orders back,
 * a second time that changes nothing, and what programs send that go wrong. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… [SIMULATE_GOODS=1000] npm run simulate:connections
 *
 * `WATCH_URL` is another process on the same database, which serves every other request.
 */
import { Checks } from './checks.ts';
import { simulateOneC } from './simulate-one-c.ts';
import { run, WorkshopApi } from './workshop-api.ts';

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const { VERSTAK_URL = 'http://localhost:3000', WATCH_URL } = process.env;
  await simulateOneC(admin, [VERSTAK_URL, ...(WATCH_URL ? [WATCH_URL] : [])], checks);
  checks.end();
});
