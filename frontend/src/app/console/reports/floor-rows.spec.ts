import { describe, expect, it } from '@jest/globals';
import type { FloorReport } from '@verstak/api';
import { FloorRows } from './floor-rows';

const PERIOD = { from: '2026-11-01', to: '2026-11-30' };
const report = { stages: [{ stageId: 's1' }, {}, { stageId: 's2' }] } as FloorReport;

describe('the rows behind a figure of the shop floor', () => {
  it('are of the same period, and on a route those at its stages', () => {
    const ended = { endedFrom: '2026-11-01', endedTo: '2026-11-30' };
    const rows = new FloorRows(PERIOD, report);
    expect(rows.ofMaster('m')).toEqual({ masterId: 'm', ...ended });
    expect(rows.ofStage('s1')).toEqual({ stageId: 's1', ...ended });
    const onRoute = new FloorRows({ ...PERIOD, routeId: 'r' }, report);
    expect(onRoute.ofMaster('m')).toEqual({ masterId: 'm', stageId: 's1,s2', ...ended });
    const lost = { scrapReason: 'machine', scrappedFrom: '2026-11-01', scrappedTo: '2026-11-30' };
    expect(rows.ofReason('machine')).toEqual(lost);
    expect(onRoute.ofReason('machine')).toEqual({ ...lost, routeId: 'r' });
  });
});
