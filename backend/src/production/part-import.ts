import { Injectable } from '@nestjs/common';
import { ImportKinds, type Checked, type Checking, type ImportKind, type Plan } from '../imports/import-kinds.js';
import type { Written } from '../imports/import.js';
import { planRows, type PlannedRow } from '../imports/plan-rows.js';
import { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import type { DocumentColumn } from '../platform/exports/document-columns.js';
import { Omit, Pick, TextField } from '../platform/fields/index.js';
import { importColumns, type ImportTarget } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import type { Route } from '../routes/route.js';
import { RoutesService } from '../routes/routes.service.js';
import { PartAssembliesService, type PartOfMany } from './part-assemblies.service.js';
import { Part } from './part.js';

/** What a row says of a part; the unit may be left out. */
class PartRow extends Omit(Pick(Part, ['designation', 'title', 'quantity', 'unit', 'routeName', 'wishes']), ['unit']) {
  @TextField({ max: 20, optional: true })
  unit?: string;
}

const UNIT = 'шт';

const COLUMNS: readonly DocumentColumn<Part>[] = [
  {
    path: 'designation',
    title: { ru: 'Обозначение', en: 'Designation' },
    also: ['Артикул', 'Чертёж', '№ чертежа', 'Шифр', 'Part number', 'Part no.', 'Drawing', 'SKU'],
  },
  {
    path: 'title',
    title: { ru: 'Наименование', en: 'Name' },
    also: ['Название', 'Деталь', 'Изделие', 'Номенклатура', 'Title', 'Description', 'Part name', 'Part'],
  },
  {
    path: 'quantity',
    title: { ru: 'Количество', en: 'Quantity' },
    also: ['Кол-во', 'Кол.', 'Колво', 'Шт', 'Qty', 'Amount', 'Count'],
  },
  { path: 'unit', title: { ru: 'Единица', en: 'Unit' }, also: ['Ед. изм.', 'Ед.', 'Единица измерения', 'UoM'] },
  {
    path: 'routeName',
    title: { ru: 'Маршрут', en: 'Route' },
    also: ['Технологический маршрут', 'Техпроцесс', 'Routing', 'Process'],
  },
  { path: 'wishes', title: { ru: 'Примечание', en: 'Note' }, also: ['Комментарий', 'Comment', 'Notes', 'Remarks'] },
];

/** Parts out of a hierarchical table: whole assemblies of any depth, each part by the route that its row names. */
@Injectable()
export class PartImport implements ImportKind {
  readonly name = 'parts';
  readonly permissions = ['parts:write'] as const;

  constructor(
    private readonly assemblies: PartAssembliesService,
    private readonly routes: RoutesService,
    kinds: ImportKinds,
  ) {
    kinds.add(this);
  }

  target(): ImportTarget {
    return {
      columns: importColumns({ body: PartRow, entity: Part }, COLUMNS, callerPermissions()),
      isTree: true,
      labels: ['title', 'designation'],
      unique: ['designation'],
    };
  }

  async check(rows: readonly ReadRow[], how: Checking): Promise<Checked> {
    const bodies = new RowBodies(how.columnOf);
    const routes = await this.routes.named(rows.flatMap(({ values }) => String(values['routeName'] ?? '') || []));
    const { plans, faults } = await planRows(rows, how, (row) => this.plan(row, routes, bodies));
    // A column that is missing was told of once.
    return { plans, faults: faults.filter(({ code, column }) => code !== 'required' || column) };
  }

  async write(_rows: readonly ReadRow[], plans: readonly Plan[]): Promise<Written[]> {
    const made = await this.assemblies.create(plans.map(({ by }) => by as PartOfMany)); // made by `plan` alone
    return made.map(({ _id, version }) => ({ id: _id.toHexString(), version, isNew: true }));
  }

  async undo(written: readonly Written[]): Promise<void> {
    await this.assemblies.delete(written);
  }

  private async plan(row: ReadRow, routes: ReadonlyMap<string, Stored<Route>>, bodies: RowBodies): Promise<PlannedRow> {
    const plan: Plan = { outcome: 'create' };
    const { isImplied, values } = row;
    const given = isImplied ? { ...values, quantity: 1, unit: UNIT } : { unit: UNIT, ...values };
    const { body, faults } = await bodies.read(PartRow, row, texts(given));
    const { routeName } = given as { routeName?: string | number };
    const route = routeName === undefined ? undefined : routes.get(String(routeName).toLowerCase());
    const lost = routeName !== undefined && !route ? [bodies.unknownRoute(row, String(routeName))] : [];
    if (!body || lost.length) return { plan, faults: [...(faults ?? []), ...lost] };
    const { routeName: _name, ...fields } = body;
    const by: PartOfMany = {
      fields: { ...fields, unit: fields.unit ?? UNIT },
      ...(route ? { routeId: route._id.toHexString() } : {}),
      ...(row.parent === undefined ? {} : { parent: row.parent }),
    };
    return { plan: { ...plan, by } };
  }
}

/** Texts as texts, also where a spreadsheet has a number; quantities as numbers. */
function texts({ quantity, ...values }: Record<string, string | number>): Record<string, string | number> {
  const written = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, String(value)]));
  return { ...written, ...(quantity === undefined ? {} : { quantity }) };
}
