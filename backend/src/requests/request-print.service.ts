import { Injectable, type StreamableFile } from '@nestjs/common';
import { callerPermissions } from '../platform/access/caller.js';
import { PrintExport } from '../platform/exports/print-export.js';
import { Invalid } from '../platform/failure/failure.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { drawRequest } from './request-prints.js';
import type { RequestPrintQuery } from './request.dto.js';
import { RequestsService } from './requests.service.js';

/** Most items of requests that are printed at once. */
const MOST_LINES = 2_000;

/** Requests on paper, for suppliers who have no desk here. */
@Injectable()
export class RequestPrint {
  constructor(
    private readonly requests: RequestsService,
    private readonly suppliers: SuppliersService,
    private readonly prints: PrintExport,
    private readonly workshop: WorkshopService,
  ) {}

  /** Each from a page of its own, in the order in which they were asked for; prices for who may read them. */
  async requestsPdf({ ids, lang }: RequestPrintQuery): Promise<StreamableFile> {
    const requests = await this.requests.byIds(ids);
    const lines = requests.reduce((sum, { items }) => sum + items.length, 0);
    if (lines > MOST_LINES) {
      const message = `are requests of ${lines} items together; at most ${MOST_LINES} are printed at once: choose fewer`;
      throw Invalid([{ field: 'ids', rule: 'maxLines', message }]);
    }
    const suppliers = await this.suppliers.byIds(requests.map(({ supplierId }) => String(supplierId)));
    const known = requests.map((request) => ({ request, supplier: suppliers.get(String(request.supplierId)) }));
    const hasPrices = callerPermissions().has('stock:cost');
    const writing = { lang, ...(await this.workshop.printing()), hasPrices };
    const [first, ...others] = requests;
    const kind = lang === 'ru' ? 'zayavka' : 'request';
    const file = `${kind}_${first?.number ?? 0}${others.length ? `_+${others.length}` : ''}.pdf`;
    return this.prints.pdf(known, (pages, one) => drawRequest(pages, one, writing), { file, lang });
  }
}
