import { plannedSeconds, spellCode, type PartState, type StagePlan } from '@verstak/domain';
import { saidDetails } from '../../orders/said-details.js';
import type { ExportLanguage } from '../../platform/exports/table.js';
import type { Part, PartStage } from '../../production/part.js';
import { writtenAmount, writtenDay, writtenDecimal } from '../../workshop/writing.js';
import { list, picture, text, type Making, type Tag } from './tag.js';
import type { TagReading } from './tag-reading.js';

/** What a state is called; the console says the same. */
const STATES: Record<ExportLanguage, Record<PartState, string>> = {
  ru: { waiting: 'ждёт', in_progress: 'в работе', paused: 'на паузе', done: 'готова', cancelled: 'отменена' },
  en: { waiting: 'waiting', in_progress: 'in work', paused: 'paused', done: 'done', cancelled: 'cancelled' },
};

/** A part as its reader may read it, and what belongs to it. */
export interface PartSource {
  part: Partial<Part>;
  read: TagReading;
}

/** A stage of such a part. */
export interface StageSource {
  stage: Partial<PartStage>;
  position: number;
  quantity: number;
}

/** Planned time in minutes, as people write it. */
export function minutes(seconds: number | undefined, making: Making): string | undefined {
  return seconds === undefined ? undefined : writtenDecimal(Math.round(seconds / 6) / 10, making);
}

const STAGE_TAGS: readonly Tag<StageSource>[] = [
  text('position', ['Номер по порядку', 'Number in the list'], ({ position }) => String(position)),
  text('name', ['Этап', 'Stage'], ({ stage }) => stage.name),
  text('workCentre', ['Участок', 'Work centre'], ({ stage }) => stage.workCentre),
  text('instruction', ['Указание к этапу', 'Instruction'], ({ stage }) => stage.instruction),
  text('setUpMinutes', ['Наладка, мин', 'Set-up, minutes'], ({ stage }, making) =>
    writtenDecimal(stage.setUpMinutes ?? 0, making),
  ),
  text('minutesPerUnit', ['Норма на единицу, мин', 'Minutes for a unit'], ({ stage }, making) =>
    writtenDecimal(stage.minutesPerUnit ?? 0, making),
  ),
  text('plannedMinutes', ['Плановое время, мин', 'Planned time, minutes'], ({ stage, quantity }, making) => {
    const plan: StagePlan = { setUpMinutes: stage.setUpMinutes ?? 0, minutesPerUnit: stage.minutesPerUnit ?? 0 };
    return plan.setUpMinutes || plan.minutesPerUnit ? minutes(plannedSeconds(plan, quantity), making) : undefined;
  }),
  text('good', ['Годных', 'Good pieces'], ({ stage }, making) =>
    stage.good ? writtenDecimal(stage.good, making) : undefined,
  ),
  text(
    'doneAt',
    ['Когда закончен', 'When it was done'],
    ({ stage }, making) => stage.doneAt && writtenDay(stage.doneAt, making),
  ),
];

const OWN: readonly Tag<PartSource>[] = [
  text('number', ['Номер детали', 'Part number'], ({ part }) => part.number?.toString()),
  text('code', ['Код детали', 'Part code'], ({ part }) => part.code && spellCode(part.code)),
  text('designation', ['Обозначение', 'Designation'], ({ part }) => part.designation),
  text('title', ['Название детали', 'Part name'], ({ part }) => part.title),
  text('product', ['Изделие', 'Product'], ({ part }) => part.product),
  text('details', ['Что выбрано и заполнено', 'What was chosen and filled in'], ({ part }, { lang }) =>
    saidDetails(part.details, lang).join('\n'),
  ),
  text('wishes', ['Пожелания', 'Wishes'], ({ part }) => part.wishes),
  text('quantity', ['Количество', 'Quantity'], ({ part }, making) => writtenDecimal(part.quantity ?? 0, making)),
  text('unit', ['Единица', 'Unit'], ({ part }) => part.unit),
  text('amount', ['Количество с единицей', 'Quantity with unit'], ({ part: { quantity = 0, unit = '' } }, making) =>
    writtenAmount({ quantity, unit }, making),
  ),
  text('due', ['Срок', 'Due'], ({ part }, making) => part.dueAt && writtenDay(part.dueAt, making)),
  text('state', ['Состояние', 'State'], ({ part }, { lang }) => part.state && STATES[lang][part.state]),
  text('master', ['Исполнитель', 'Assigned to'], ({ part }) => part.masterName),
  text('route', ['Маршрут', 'Route'], ({ part }) => part.routeName),
  text('stage', ['Текущий этап', 'Present stage'], ({ part }) => part.stageName),
  text('workCentre', ['Участок текущего этапа', 'Work centre of the present stage'], ({ part }) => part.workCentre),
  text('plannedMinutes', ['Плановое время, мин', 'Planned time, minutes'], ({ part }, making) =>
    minutes(part.plannedSeconds, making),
  ),
  text('note', ['Заметка мастера', 'Note of the master'], ({ part }) => part.note),
  text('orderNumber', ['Номер заказа', 'Order number'], ({ part }) => part.orderNumber?.toString()),
  picture('qr', ['QR-код детали', 'QR code of the part'], ({ part, read }) =>
    part.code ? read.partCode(part.code) : undefined,
  ),
  picture('picture', ['Картинка', 'Picture'], ({ part, read }) => read.pictureOfPart(part)),
  list(
    'stages',
    ['Этапы', 'Stages'],
    ({ part }) =>
      (part.stages ?? []).map((stage, index) => ({ stage, position: index + 1, quantity: part.quantity ?? 0 })),
    () => STAGE_TAGS,
  ),
];

/** What templates say of a part, with what goes into it. */
export const PART_TAGS: readonly Tag<PartSource>[] = [
  ...OWN,
  list(
    'children',
    ['Что входит в деталь', 'What goes into the part'],
    async ({ part, read }) => (await read.into(part)).map((one) => ({ part: one, read })),
    () => OWN,
  ),
];
