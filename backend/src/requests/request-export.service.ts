import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import { REQUEST_SHEETS } from './request-tables.js';
import type { RequestTable, SupplyRequestExportQuery } from './request.dto.js';
import { SupplyRequest } from './request.js';
import { RequestsService } from './requests.service.js';

/** The list of requests as files to download. */
@Injectable()
export class RequestExport extends ListExport<SupplyRequest, SupplyRequestExportQuery, RequestTable> {
  constructor(requests: RequestsService, config: Config, files: TableExport) {
    super(SupplyRequest, REQUEST_SHEETS, (query) => requests.all(query), config, files);
  }
}
