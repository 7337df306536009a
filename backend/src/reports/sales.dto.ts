import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { REPORT_STEPS, type Money, type ReportStep } from '@verstak/domain';
import {
  DecimalField,
  IdField,
  IntegerField,
  IsDay,
  ListField,
  MoneyField,
  NestedField,
  QueryChoice,
  QueryId,
  TextField,
} from '../platform/fields/index.js';
import { QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';

/** A day of the calendar in a query, `YYYY-MM-DD`. */
function QueryDay(description: string, example: string): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: String, format: 'date', description, example }), IsDay());
}

/** Which sales, and how they are divided. */
export class SalesQuery {
  @QueryDay("First day, in the workshop's time zone.", '2026-01-01')
  from!: string;

  @QueryDay('Last day, included; at most ten years after the first.', '2026-12-31')
  to!: string;

  @QueryChoice(REPORT_STEPS, 'What a row sums; weeks begin on Monday.', 'ReportStep')
  step: ReportStep = 'day';

  @QueryId('Only orders of this client.')
  clientId?: string;

  @QueryId('Only items of this master.')
  masterId?: string;
}

/** The same with the language of titles and numbers. */
export class SalesExportQuery extends SalesQuery {
  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const SALES_TABLES = ['steps', 'clients', 'masters'] as const;
export type SalesTable = (typeof SALES_TABLES)[number];

/** A CSV holds one table. */
export class SalesCsvQuery extends SalesExportQuery {
  @QueryChoice(SALES_TABLES, 'Which table.')
  table: SalesTable = 'steps';
}

/** Sums over orders. */
export class SalesTotals {
  @IntegerField({ example: 830 })
  orders!: number;

  @MoneyField({ description: "Sum of the orders' totals, less discount." })
  revenue!: Money;

  @MoneyField({ description: 'The same before discount.' })
  gross!: Money;

  @MoneyField({ example: 58_190, description: 'Revenue by order, rounded half up; 0 without orders.' })
  averageOrder!: Money;
}

/** The period before: as many calendar months where it is of whole ones, else as many days. */
export class FormerSales extends SalesTotals {
  @TextField({ example: '2025-01-01' })
  from!: string;

  @TextField({ example: '2025-12-31' })
  to!: string;
}

/** Sums of a day, a week or a month. */
export class SalesRow extends SalesTotals {
  @TextField({ example: '2026-11', description: '`2026-11-25`, `2026-W48` (ISO 8601) or `2026-11`.' })
  key!: string;

  @TextField({ example: '2026-11-01', description: 'First day that counts here: of the step, or of the period.' })
  firstDay!: string;

  @TextField({ example: '2026-11-30' })
  lastDay!: string;
}

const SHARE = { min: 0, max: 100, places: 2, example: 12.5, description: 'Per cent of the revenue.' };

/** What one client ordered. */
export class ClientSalesRow {
  @IdField()
  clientId!: string;

  @TextField({ min: 0, max: 400, example: 'Ромашка ООО' })
  name!: string;

  @IntegerField({ example: 12 })
  orders!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** What all clients together ordered who are in no row of their own. */
export class OtherClientsRow {
  @IntegerField({ example: 41, description: 'How many clients they are.' })
  clients!: number;

  @IntegerField({ example: 57 })
  orders!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** What is or was made by one master; without `masterId`, items of nobody yet. */
export class MasterSalesRow {
  @IdField({ optional: true })
  masterId?: string;

  @TextField({ optional: true, example: 'Иван Петров' })
  name?: string;

  @IntegerField({ example: 40, description: 'Lines of orders.' })
  items!: number;

  @DecimalField({ min: 0, max: Number.MAX_SAFE_INTEGER, places: 3, example: 120 })
  quantity!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** Sales of a period: sold orders by the day they were ordered. */
export class SalesReport {
  @TextField({ example: '2026-01-01' })
  from!: string;

  @TextField({ example: '2026-12-31' })
  to!: string;

  @NestedField(() => SalesTotals)
  totals!: SalesTotals;

  @NestedField(() => FormerSales, { description: 'For comparison.' })
  former!: FormerSales;

  @ListField(() => SalesRow, { max: 3_653, description: 'Every step of the period, those without orders too.' })
  rows!: SalesRow[];

  @ListField(() => ClientSalesRow, { description: 'Who bought most, at most fifty.' })
  clients!: ClientSalesRow[];

  @NestedField(() => OtherClientsRow, { optional: true, description: 'The rest of them, where there are more.' })
  otherClients?: OtherClientsRow;

  @ListField(() => MasterSalesRow, { description: 'Most revenue first.' })
  masters!: MasterSalesRow[];
}
