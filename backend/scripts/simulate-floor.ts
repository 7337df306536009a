/**
 * Operators at work over HTTP: scans, portions, scrap, problems, stages taken back, two at one code, some without a
 * network for a while. Every figure of the shop floor and of its report is compared with a tally of the simulation's own; it looks only at
 * its own routes, so it may run beside others' work. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… [SIMULATE_SECONDS=20] npm run simulate:floor
 *
 * `WATCH_URL` is another process on the same database, at which the shop floor is watched.
 */
import { randomUUID } from 'node:crypto';
import { Checks } from './checks.ts';
import { FloorComparison } from './floor-comparison.ts';
import { begin, stageOf } from './floor-model.ts';
import { FloorReportComparison } from './floor-report-comparison.ts';
import { FloorOperator } from './floor-operator.ts';
import { setUpFloor, type SimulatedFloor } from './floor-setup.ts';
import { run, WorkshopApi } from './workshop-api.ts';

const ROUND_MS = 2_500;
const AT_ONCE = 50;

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const floor = await setUpFloor(admin);
  try {
    await scanAtOnce(floor, checks);
    const operators = floor.people.map((person, index) => new FloorOperator(person, floor, admin, checks, index + 1));
    const watched = admin.at(process.env['WATCH_URL']);
    const comparison = new FloorComparison(watched, floor, checks);
    const report = new FloorReportComparison(watched, floor, checks);
    await comparison.compare('at the beginning');
    const end = Date.now() + Number(process.env['SIMULATE_SECONDS'] ?? 20) * 1_000;
    for (let round = 1; Date.now() < end; round += 1) {
      const until = Math.min(end, Date.now() + ROUND_MS);
      await Promise.all(operators.map((operator) => operator.work(until)));
      await comparison.compare(`after round ${round}`);
      await report.compare(`after round ${round}`);
    }
    const deeds = operators.reduce((total, operator) => total + operator.deeds, 0);
    process.stdout.write(`${deeds} facts about ${floor.parts.size} parts by ${operators.length} people\n`);
  } finally {
    await floor.leave();
  }
  checks.end();
});

/** Many people at one code at the same moment: one of them has it. */
async function scanAtOnce(floor: SimulatedFloor, checks: Checks): Promise<void> {
  const [part] = [...floor.parts.values()].filter((one) => !stageOf(one)?.performers.length);
  const [first] = floor.people;
  if (!part || !first) throw new Error('There is no part that anybody may do');
  const tries = Array.from({ length: AT_ONCE }, (_, index) => floor.people[index % floor.people.length] ?? first);
  const answers = await Promise.allSettled(
    tries.map(({ api }) => api.post(`/parts/${part.id}/step`, { action: 'start' }, randomUUID())),
  );
  const passed = answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? [tries[index]] : []));
  checks.equal(`${AT_ONCE} scans of one code at once`, passed.length, 1);
  begin(part, passed[0]?.id ?? '');
}
