import type { Params } from '@angular/router';
import type { FloorReport, GetFloorReport$Params } from '@verstak/api';

/** The addresses of lists that hold the rows behind the figures of a report. */
export class FloorRows {
  constructor(
    private readonly query: GetFloorReport$Params,
    private readonly report: FloorReport,
  ) {}

  /** What one person did: on a route, at its stages. */
  ofMaster(masterId: string): Params {
    const stages = this.report.stages.flatMap(({ stageId }) => stageId ?? []);
    return { masterId, ...(this.query.routeId && { stageId: stages.join() }), ...this.ended() };
  }

  ofStage(stageId: string): Params {
    return { stageId, ...this.ended() };
  }

  /** Parts of which pieces were lost for a reason. */
  ofReason(scrapReason: string): Params {
    const { from, to, routeId } = this.query;
    return { scrapReason, scrappedFrom: from, scrappedTo: to, ...(routeId && { routeId }) };
  }

  private ended(): Params {
    return { endedFrom: this.query.from, endedTo: this.query.to };
  }
}
