/**
 * Plays the systems that the product exchanges with, over HTTP: 1C, which comes by itself, Bitrix24 and MoySklad, which
 * are asked (the product must be on this machine with CONNECTION_PRIVATE_NETWORKS=allow). Goods, clients and orders there
 * and back, a second time that changes nothing, and what goes wrong. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… [SIMULATE_GOODS=1000] npm run simulate:connections
 *
 * `WATCH_URL` is another process on the same database, which serves every other request.
 */
import { Checks } from './checks.ts';
import { simulateBitrix24 } from './simulate-bitrix24.ts';
import { simulateMoySklad } from './simulate-moysklad.ts';
import { simulateOneC } from './simulate-one-c.ts';
import { run, WorkshopApi } from './workshop-api.ts';

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const { VERSTAK_URL = 'http://localhost:3000', WATCH_URL } = process.env;
  await simulateOneC(admin, [VERSTAK_URL, ...(WATCH_URL ? [WATCH_URL] : [])], checks);
  await simulateBitrix24(admin, VERSTAK_URL, checks);
  await simulateMoySklad(admin, checks);
  checks.end();
});
