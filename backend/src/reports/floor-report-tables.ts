import type { ScrapReason } from '@verstak/domain';
import type { Column, ExportLanguage, Table } from '../platform/exports/table.js';
import type { FloorReport, FloorTable } from './floor-report.dto.js';

const WORDS = {
  ru: {
    work: 'Выработка',
    stages: 'Этапы',
    scrap: 'Брак',
    master: 'Мастер',
    parts: 'Деталей',
    good: 'Годных',
    scrapped: 'Брак',
    clocked: 'Отработано, ч',
    clockedByPlan: 'Из них по нормам, ч',
    earned: 'Выработано, нормо-ч',
    earnedShare: 'Выполнение норм, %',
    route: 'Маршрут',
    stage: 'Этап',
    byHand: 'Без маршрута',
    plan: 'Норма, мин',
    median: 'Медиана, мин',
    ninetieth: '90 % не дольше, мин',
    waiting: 'Простой перед этапом, мин',
    reason: 'Причина',
    pieces: 'Количество',
    reports: 'Случаев',
    share: 'Доля, %',
  },
  en: {
    work: 'Output',
    stages: 'Stages',
    scrap: 'Scrap',
    master: 'Master',
    parts: 'Parts',
    good: 'Good',
    scrapped: 'Scrapped',
    clocked: 'Clocked, h',
    clockedByPlan: 'Of it to standard, h',
    earned: 'Earned, standard h',
    earnedShare: 'Efficiency, %',
    route: 'Route',
    stage: 'Stage',
    byHand: 'No route',
    plan: 'Standard, min',
    median: 'Median, min',
    ninetieth: '90 % within, min',
    waiting: 'Waiting before, min',
    reason: 'Reason',
    pieces: 'Quantity',
    reports: 'Reports',
    share: 'Share, %',
  },
} as const satisfies Record<ExportLanguage, Record<string, string>>;

const REASONS: Record<ExportLanguage, Record<ScrapReason, string>> = {
  ru: {
    material: 'Материал',
    machine: 'Станок',
    mistake: 'Ошибка в работе',
    design: 'Ошибка в макете',
    other: 'Другое',
  },
  en: { material: 'Material', machine: 'Machine', mistake: 'Slip at work', design: 'Wrong artwork', other: 'Other' },
};

/** One table of a report with its titles in a language: time in hours, of one part in minutes. */
export function floorTable(report: FloorReport, table: FloorTable, language: ExportLanguage): Table {
  const words = WORDS[language];
  const column = (name: keyof typeof words, kind: Column['kind']): Column => ({ title: words[name], kind });
  switch (table) {
    case 'work':
      return {
        title: words.work,
        columns: [
          column('master', 'text'),
          column('parts', 'count'),
          ...(['good', 'scrapped', 'clocked', 'clockedByPlan', 'earned'] as const).map((name) =>
            column(name, 'quantity'),
          ),
          column('earnedShare', 'share'),
        ],
        rows: report.masters.map((row) => [
          row.name,
          row.parts,
          row.good,
          row.scrapped,
          inHours(row.clockedSeconds),
          inHours(row.clockedByPlanSeconds),
          inHours(row.earnedSeconds),
          row.earnedShare,
        ]),
      };
    case 'stages':
      return {
        title: words.stages,
        columns: [
          column('route', 'text'),
          column('stage', 'text'),
          column('parts', 'count'),
          ...(['median', 'ninetieth', 'plan', 'waiting', 'clocked', 'good', 'scrapped'] as const).map((name) =>
            column(name, 'quantity'),
          ),
        ],
        rows: report.stages.map((row) => [
          row.routeName ?? words.byHand,
          row.name,
          row.parts,
          ...[row.medianSeconds, row.ninetiethSeconds, row.plannedSeconds, row.waitingSeconds].map(inMinutes),
          inHours(row.clockedSeconds),
          row.good,
          row.scrapped,
        ]),
      };
    case 'scrap':
      return {
        title: words.scrap,
        columns: [
          column('reason', 'text'),
          column('pieces', 'quantity'),
          column('reports', 'count'),
          column('share', 'share'),
        ],
        rows: report.scraps.map((row) => [REASONS[language][row.reason], row.pieces, row.reports, row.share]),
      };
  }
}

function inHours(seconds: number): number {
  return Math.round(seconds / 36) / 100;
}

function inMinutes(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds / 6) / 10;
}
