import type { TemplateKind } from '@verstak/domain';
import type { ExportLanguage } from '../../platform/exports/table.js';
import { beside, docxOf, facts, paragraph, signatures, table } from './docx-builder.js';

/** A template that comes with the product: what it is called, and its file. */
export interface ShippedTemplate {
  /** Always the same, as links and choices name it. */
  id: string;
  kind: TemplateKind;
  lang: ExportLanguage;
  name: string;
  fileName: string;
  tags: readonly { name: string; isList: boolean }[];
  bytes: () => Promise<Buffer>;
}

/** A template in both languages: which words it says, and what it is made of. */
interface Draft<W extends object> {
  kind: TemplateKind;
  words: Record<ExportLanguage, W & { name: string; file: string }>;
  body: (words: W & { name: string }) => string;
}

const PAGE: Record<ExportLanguage, string> = { ru: 'Стр. # из #', en: 'Page # of #' };

/** Who makes it on the left, a code on the right. */
const head = (code: string): string =>
  beside([
    {
      share: 0.72,
      content: paragraph('{workshop.logo}', { after: 2 }) + paragraph('{workshop.name}', { isBold: true, after: 0 }),
    },
    { share: 0.28, content: paragraph(code, { align: 'right', after: 0 }) },
  ]);

const ROUTE_SHEET: Draft<
  Record<
    | 'title'
    | 'part'
    | 'designation'
    | 'amount'
    | 'order'
    | 'due'
    | 'route'
    | 'master'
    | 'details'
    | 'wishes'
    | 'into'
    | 'no',
    string
  > & { stages: readonly string[]; children: readonly string[]; signed: readonly string[] }
> = {
  kind: 'part',
  words: {
    ru: {
      name: 'Маршрутный лист',
      file: 'marshrutnyj-list',
      title: 'Маршрутный лист № {part.number}',
      part: 'Деталь',
      designation: 'Обозначение',
      amount: 'Количество',
      order: 'Заказ №',
      due: 'Срок',
      route: 'Маршрут',
      master: 'Исполнитель',
      details: 'Исполнение',
      wishes: 'Пожелания',
      no: '№',
      stages: ['№', 'Этап', 'Участок', 'План, мин', 'Кто', 'Когда', 'Годных', 'Брак'],
      into: 'Что входит',
      children: ['№', 'Деталь', 'Обозначение', 'Кол-во'],
      signed: ['Выдал', 'Принял ОТК'],
    },
    en: {
      name: 'Route sheet',
      file: 'route-sheet',
      title: 'Route sheet No. {part.number}',
      part: 'Part',
      designation: 'Designation',
      amount: 'Quantity',
      order: 'Order No.',
      due: 'Due',
      route: 'Route',
      master: 'Assigned to',
      details: 'As ordered',
      wishes: 'Wishes',
      no: 'No.',
      stages: ['No.', 'Stage', 'Work centre', 'Plan, min', 'Who', 'When', 'Good', 'Scrap'],
      into: 'What goes into it',
      children: ['No.', 'Part', 'Designation', 'Qty'],
      signed: ['Issued by', 'Inspected by'],
    },
  },
  body: (words) =>
    head('{part.qr}') +
    paragraph(words.title, { style: 'Title' }) +
    facts([
      [words.part, '{part.title}'],
      [words.designation, '{part.designation}'],
      [words.amount, '{part.amount}'],
      [words.order, '{part.orderNumber}'],
      [words.due, '{part.due}'],
      [words.route, '{part.route}'],
      [words.master, '{part.master}'],
      [words.details, '{part.details}'],
      [words.wishes, '{part.wishes}'],
    ]) +
    paragraph('', { after: 4 }) +
    table(
      [0.06, 0.25, 0.15, 0.1, 0.15, 0.12, 0.09, 0.08].map((share, index) => ({
        share,
        title: words.stages[index] ?? '',
      })),
      [
        [
          '{#stages}{position}',
          '{name}{#instruction}\n{instruction}{/instruction}',
          '{workCentre}',
          '{plannedMinutes}',
          '',
          '',
          '',
          '{/stages}',
        ],
      ],
    ) +
    paragraph(words.into, { style: 'Heading' }) +
    table(
      [0.12, 0.45, 0.28, 0.15].map((share, index) => ({ share, title: words.children[index] ?? '' })),
      [['{#children}{number}', '{title}', '{designation}', '{amount}{/children}']],
    ) +
    signatures(words.signed),
};

const WORK_ORDER: Draft<
  Record<'title' | 'due' | 'manager' | 'minutes' | 'note', string> & {
    items: readonly string[];
    signed: readonly string[];
  }
> = {
  kind: 'order',
  words: {
    ru: {
      name: 'Наряд',
      file: 'naryad',
      title: 'Наряд. Заказ № {order.number}',
      due: 'Срок',
      manager: 'Менеджер',
      minutes: 'Норма всего, мин',
      note: 'Примечание',
      items: ['№', 'Что сделать', 'Кол-во', 'Исполнитель', 'Норма, мин', 'Готово'],
      signed: ['Выдал', 'Выполнил', 'Проверил'],
    },
    en: {
      name: 'Work order',
      file: 'work-order',
      title: 'Work order. Order No. {order.number}',
      due: 'Due',
      manager: 'Manager',
      minutes: 'Norm in all, min',
      note: 'Note',
      items: ['No.', 'What to make', 'Qty', 'Assigned to', 'Norm, min', 'Done'],
      signed: ['Issued by', 'Made by', 'Checked by'],
    },
  },
  body: (words) =>
    head('{order.qr}') +
    paragraph(words.title, { style: 'Title' }) +
    facts([
      [words.due, '{order.due}'],
      [words.manager, '{order.manager}'],
      [words.minutes, '{order.plannedMinutes}'],
      [words.note, '{order.note}'],
    ]) +
    paragraph('', { after: 4 }) +
    table(
      [0.06, 0.42, 0.12, 0.2, 0.1, 0.1].map((share, index) => ({ share, title: words.items[index] ?? '' })),
      [
        [
          '{#items}{position}',
          '{title}{#details}\n{details}{/details}{#wishes}\n{wishes}{/wishes}',
          '{amount}',
          '{master}',
          '{plannedMinutes}',
          '{/items}',
        ],
      ],
    ) +
    signatures(words.signed),
};

const OFFER: Draft<
  Record<'title' | 'about' | 'to' | 'hello' | 'total' | 'discount' | 'valid' | 'account' | 'sign', string> & {
    items: readonly string[];
  }
> = {
  kind: 'order',
  words: {
    ru: {
      name: 'Коммерческое предложение',
      file: 'predlozhenie',
      title: 'Коммерческое предложение',
      about: '{today} к заказу № {order.number}',
      to: 'Кому: {client.name}',
      hello: 'Благодарим за обращение и предлагаем изготовить:',
      items: ['№', 'Наименование', 'Кол-во', 'Цена', 'Сумма'],
      discount: 'Скидка: {order.discount}',
      total: 'Итого: {order.total}',
      valid:
        'Предложение действует до {order.validUntil} включительно. {#order.due}Срок изготовления: {order.due}{/order.due}',
      account: 'Для оплаты: {workshop.account}',
      sign: 'С уважением,\n{author}\n{workshop.name}',
    },
    en: {
      name: 'Offer letter',
      file: 'offer',
      title: 'Offer',
      about: '{today}, order No. {order.number}',
      to: 'To: {client.name}',
      hello: 'Thank you for asking us. We offer to make the following:',
      items: ['No.', 'What', 'Qty', 'Price', 'Sum'],
      discount: 'Discount: {order.discount}',
      total: 'Total: {order.total}',
      valid: 'The offer holds until {order.validUntil}. {#order.due}It will be ready by {order.due}.{/order.due}',
      account: 'Pay to: {workshop.account}',
      sign: 'Yours sincerely,\n{author}\n{workshop.name}',
    },
  },
  body: (words) =>
    beside([
      { share: 0.4, content: paragraph('{workshop.logo}', { after: 0 }) },
      {
        share: 0.6,
        content:
          paragraph('{workshop.name}', { isBold: true, align: 'right', after: 0 }) +
          paragraph('{workshop.details}', { style: 'Small', align: 'right' }),
      },
    ]) +
    paragraph(words.title, { style: 'Title' }) +
    paragraph(words.about, { style: 'Small', after: 8 }) +
    paragraph(words.to, { isBold: true, after: 8 }) +
    paragraph(words.hello, { after: 6 }) +
    table(
      [
        { share: 0.06 },
        { share: 0.5 },
        { share: 0.12, align: 'right' as const },
        { share: 0.16, align: 'right' as const },
        { share: 0.16, align: 'right' as const },
      ].map((column, index) => ({ ...column, title: words.items[index] ?? '' })),
      [['{#items}{position}', '{title}{#details}\n{details}{/details}', '{amount}', '{price}', '{total}{/items}']],
    ) +
    paragraph(`{#order.discount}${words.discount}{/order.discount}`, { align: 'right', after: 0 }) +
    paragraph(words.total, { style: 'Sum', align: 'right' }) +
    paragraph('{order.totalInWords}', { align: 'right', after: 10 }) +
    paragraph(words.valid) +
    paragraph(`{#workshop.account}${words.account}{/workshop.account}`) +
    paragraph('', { after: 16 }) +
    paragraph(words.sign),
};

/** One that is made of its draft when its file is first asked for. */
function shipped<W extends object>(id: number, lang: ExportLanguage, { kind, words, body }: Draft<W>): ShippedTemplate {
  const own = words[lang];
  const { name, file } = own;
  const xml = body(own);
  let made: Promise<Buffer> | undefined;
  return {
    id: id.toString(16).padStart(24, '0'),
    kind,
    lang,
    name,
    fileName: `${file}.docx`,
    tags: tagsIn(xml),
    bytes: () => (made ??= docxOf(xml, { title: name, page: PAGE[lang] })),
  };
}

function tagsIn(xml: string): { name: string; isList: boolean }[] {
  const found = [...xml.matchAll(/\{(#?)([\w.]+)\}/g)].map(([, open, name = '']) => ({ name, isList: open === '#' }));
  return [...new Map(found.map((tag) => [`${tag.name} ${tag.isList}`, tag])).values()];
}

/** The templates that come with the product, in both languages. */
export const SHIPPED_TEMPLATES: readonly ShippedTemplate[] = [
  shipped(1, 'ru', ROUTE_SHEET),
  shipped(2, 'en', ROUTE_SHEET),
  shipped(3, 'ru', WORK_ORDER),
  shipped(4, 'en', WORK_ORDER),
  shipped(5, 'ru', OFFER),
  shipped(6, 'en', OFFER),
];
