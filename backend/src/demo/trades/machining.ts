import { area, block, disc, line, ring, row, tile } from '../pictures/shapes.js';
import type { TradePlan } from './trade-plan.js';

const STEEL = '#aab6c0';
const DARK = '#6f7e8a';
const LIGHT = '#d7dee4';
const BRASS = '#d9b25c';
const BLUE = '#5f8fb3';

const PCS = ['шт', 'pcs'] as const;
const M = ['м', 'm'] as const;

/** A machine shop that turns and mills parts to drawing. */
export const MACHINING: TradePlan = {
  people: {
    manager: ['Андрей Самойлов', 'Andrew Samson'],
    masters: [
      ['Виктор Кузнецов', 'Victor Smith'],
      ['Ильдар Галеев', 'Ian Gale'],
    ],
    customer: ['Константин Белых', 'Conrad White'],
    supplier: ['Леонид Маркин', 'Leonard Marks'],
  },
  supplier: {
    name: ['Металлобаза «Прокат»', 'Rolled Metals Ltd'],
    note: ['Режут в размер, сертификаты на партию', 'Cuts to length, certificates for each lot'],
    leadDays: 5,
  },
  categories: {
    turned: {
      name: ['Токарные детали', 'Turned parts'],
      description: ['Валы, втулки, оси', 'Shafts, bushes and axles'],
    },
    milled: {
      name: ['Фрезерные детали', 'Milled parts'],
      description: ['Плиты, кронштейны, корпуса', 'Plates, brackets and housings'],
    },
    stock: { name: ['Крепёж и оснастка', 'Fasteners and tooling'], description: ['Со склада', 'From stock'] },
  },
  materials: {
    round40: {
      name: ['Круг сталь 45, ⌀40', 'Round bar C45, ⌀40'],
      unit: M,
      cost: 780,
      left: 18,
      reorderPoint: 12,
      place: ['Стеллаж проката', 'Bar rack'],
      offer: { article: 'RM-45-40', inStock: 240 },
    },
    round60: {
      name: ['Круг сталь 40Х, ⌀60', 'Round bar 41Cr4, ⌀60'],
      unit: M,
      cost: 1950,
      left: 3,
      reorderPoint: 8,
      place: ['Стеллаж проката', 'Bar rack'],
      offer: { article: 'RM-40X-60', inStock: 60 },
    },
    bronze: {
      name: ['Пруток бронза БрАЖ9-4, ⌀50', 'Bronze rod CuAl10Fe3, ⌀50'],
      unit: M,
      cost: 14200,
      left: 1,
      reorderPoint: 1,
      offer: { article: 'RM-BR-50', inStock: 12, leadDays: 10 },
    },
    plate20: {
      name: ['Лист сталь 3, 20 мм, заготовка 300 × 200', 'Plate S235, 20 mm, blank 300 × 200'],
      unit: PCS,
      cost: 940,
      left: 26,
      reorderPoint: 10,
      offer: { article: 'RM-L20', inStock: 80 },
    },
    alu: {
      name: ['Плита Д16Т, заготовка 200 × 150 × 40', 'Plate EN AW-2024, blank 200 × 150 × 40'],
      unit: PCS,
      cost: 2350,
      left: 14,
      reorderPoint: 6,
      place: ['Стеллаж заготовок', 'Blank rack'],
    },
    inserts: {
      name: ['Пластина твердосплавная CNMG', 'Carbide insert CNMG'],
      unit: PCS,
      cost: 420,
      left: 34,
      reorderPoint: 20,
      place: ['Инструментальная', 'Tool crib'],
      offer: { article: 'RM-CNMG', inStock: 300 },
    },
    coolant: {
      name: ['СОЖ, концентрат', 'Coolant concentrate'],
      unit: ['л', 'l'],
      cost: 310,
      left: 60,
      reorderPoint: 20,
    },
    boxes: { name: ['Ящик с ложементом', 'Box with inlay'], unit: PCS, cost: 260, left: 25, reorderPoint: 10 },
  },
  routes: {
    turning: {
      name: ['Токарная деталь', 'Turned part'],
      stages: [
        {
          name: ['Заготовка', 'Sawing'],
          workCentre: ['Ленточная пила', 'Band saw'],
          setUpMinutes: 8,
          minutesPerUnit: 2,
          by: 1,
        },
        {
          name: ['Токарная', 'Turning'],
          workCentre: ['Токарный станок с ЧПУ', 'CNC lathe'],
          setUpMinutes: 35,
          minutesPerUnit: 7,
          by: 0,
          instruction: ['Первую деталь на контроль', 'First part to inspection'],
        },
        {
          name: ['Контроль', 'Inspection'],
          workCentre: ['ОТК', 'Inspection'],
          setUpMinutes: 5,
          minutesPerUnit: 1.5,
          by: 1,
        },
      ],
    },
    milling: {
      name: ['Фрезерная деталь', 'Milled part'],
      stages: [
        {
          name: ['Фрезерная', 'Milling'],
          workCentre: ['Обрабатывающий центр', 'Machining centre'],
          setUpMinutes: 45,
          minutesPerUnit: 14,
          by: 0,
        },
        {
          name: ['Слесарная', 'Deburring'],
          workCentre: ['Верстак', 'Bench'],
          setUpMinutes: 5,
          minutesPerUnit: 4,
          by: 1,
          instruction: ['Острые кромки притупить 0,3 × 45°', 'Break sharp edges 0.3 × 45°'],
        },
        {
          name: ['Контроль', 'Inspection'],
          workCentre: ['ОТК', 'Inspection'],
          setUpMinutes: 5,
          minutesPerUnit: 2,
          by: 1,
        },
      ],
    },
  },
  products: {
    shaft: {
      name: ['Вал приводной', 'Drive shaft'],
      article: 'MC-101',
      category: 'turned',
      description: ['Сталь 40Х, две шейки под подшипник, шпоночный паз', '41Cr4, two bearing journals and a keyway'],
      unit: PCS,
      price: 4200,
      leadDays: 5,
      route: 'turning',
      materials: { round60: 0.45, inserts: 0.1, coolant: 0.05 },
      options: [
        {
          name: ['Термообработка', 'Heat treatment'],
          isRequired: true,
          choices: {
            none: { name: ['Без термообработки', 'None'] },
            hrc: { name: ['Закалка 45–50 HRC', 'Hardened 45–50 HRC'], price: 900 },
          },
        },
      ],
      questions: {
        drawing: { name: ['Чертёж', 'Drawing'], kind: 'file' },
        note: { name: ['Допуск, если другой', 'Tolerance, if another'], kind: 'text', maxLength: 40 },
      },
      picture: tile(
        '#e9eef2',
        block(200, 308, [250, 44], STEEL, 6),
        block(200, 322, [120, 72], DARK, 6),
        block(200, 278, [70, 12], LIGHT, 4),
        block(92, 302, [40, 32], LIGHT, 4),
        block(308, 302, [40, 32], LIGHT, 4),
      ),
    },
    bush: {
      name: ['Втулка бронзовая', 'Bronze bush'],
      article: 'MC-102',
      category: 'turned',
      description: ['БрАЖ9-4, посадка по H7', 'CuAl10Fe3, fit H7'],
      unit: PCS,
      price: 1900,
      leadDays: 4,
      route: 'turning',
      materials: { bronze: 0.06, inserts: 0.05 },
      questions: { drawing: { name: ['Чертёж', 'Drawing'], kind: 'file' } },
      picture: tile(
        '#f5efe0',
        block(200, 310, [150, 150], BRASS, 14),
        disc(200, 162, 75, '#e8cd8a', 0.36),
        disc(200, 162, 44, '#7d6428', 0.36),
      ),
    },
    axle: {
      name: ['Ось ступенчатая', 'Stepped axle'],
      article: 'MC-103',
      category: 'turned',
      description: ['Сталь 45, резьба с двух сторон', 'C45, threaded at both ends'],
      unit: PCS,
      price: 1350,
      leadDays: 3,
      route: 'turning',
      materials: { round40: 0.25, inserts: 0.06, coolant: 0.03 },
      picture: tile(
        '#eef0ea',
        block(200, 322, [120, 60], STEEL, 4),
        block(112, 314, [70, 44], DARK, 4),
        block(288, 314, [70, 44], DARK, 4),
        row(5, 86, 13, (x) => line(`M${x} 272 v40`, LIGHT, 3)),
        row(5, 262, 13, (x) => line(`M${x} 272 v40`, LIGHT, 3)),
      ),
    },
    roller: {
      name: ['Ролик опорный', 'Support roller'],
      article: 'MC-104',
      category: 'turned',
      description: ['Сталь 40Х, под подшипник 6204', '41Cr4, for a 6204 bearing'],
      unit: PCS,
      price: 1650,
      leadDays: 4,
      route: 'turning',
      materials: { round60: 0.08, inserts: 0.05 },
      picture: tile(
        '#e8edf3',
        disc(200, 222, 96, STEEL),
        ring(200, 222, 66, LIGHT, 12),
        disc(200, 222, 34, DARK),
        disc(200, 222, 16, '#e8edf3'),
      ),
    },
    bracket: {
      name: ['Кронштейн', 'Bracket'],
      article: 'MC-201',
      category: 'milled',
      description: ['Д16Т, четыре отверстия М6', 'EN AW-2024, four M6 holes'],
      unit: PCS,
      price: 3900,
      leadDays: 5,
      route: 'milling',
      materials: { alu: 1, coolant: 0.08 },
      options: [
        { name: ['Покрытие', 'Finish'], choices: { anod: { name: ['Анодирование', 'Anodised'], price: 450 } } },
      ],
      questions: { drawing: { name: ['Чертёж', 'Drawing'], kind: 'file' } },
      picture: tile(
        '#eaf0f4',
        area('M120 130 h70 v120 h110 v70 h-180 z', LIGHT),
        area('M120 130 h18 v190 h-18 z', STEEL),
        disc(166, 164, 13, DARK),
        disc(166, 216, 13, DARK),
        disc(220, 286, 13, DARK),
        disc(270, 286, 13, DARK),
      ),
    },
    plate: {
      name: ['Плита монтажная', 'Mounting plate'],
      article: 'MC-202',
      category: 'milled',
      description: ['Сталь 3, 300 × 200 × 20, плоскостность 0,05', 'S235, 300 × 200 × 20, flatness 0.05'],
      unit: PCS,
      price: 3200,
      leadDays: 5,
      route: 'milling',
      materials: { plate20: 1, coolant: 0.1 },
      picture: tile(
        '#f0f0ec',
        area('M92 250 l108 -70 l108 70 l-108 70 z', LIGHT),
        area('M92 250 l108 70 v22 l-108 -70 z', STEEL),
        area('M308 250 l-108 70 v22 l108 -70 z', DARK),
        row(2, 152, 96, (x) => disc(x, 250, 11, DARK, 0.65)),
        disc(200, 216, 11, DARK, 0.65),
        disc(200, 284, 11, DARK, 0.65),
      ),
    },
    housing: {
      name: ['Корпус редуктора малый', 'Small gearbox housing'],
      article: 'MC-203',
      category: 'milled',
      description: ['Д16Т, расточка под два вала', 'EN AW-2024, bored for two shafts'],
      unit: PCS,
      price: 11800,
      leadDays: 8,
      route: 'milling',
      materials: { alu: 2, coolant: 0.2, boxes: 1 },
      questions: {
        drawing: { name: ['Чертёж', 'Drawing'], kind: 'file' },
        day: { name: ['Нужен к дню', 'Needed by'], kind: 'day' },
      },
      picture: tile(
        '#e7eef3',
        block(200, 320, [210, 170], LIGHT, 16),
        disc(156, 232, 44, STEEL),
        disc(156, 232, 24, '#e7eef3'),
        disc(252, 244, 32, STEEL),
        disc(252, 244, 16, '#e7eef3'),
        ...[110, 290].map((x) => disc(x, 168, 8, DARK) + disc(x, 304, 8, DARK)),
      ),
    },
    bolts: {
      name: ['Болт призонный М10', 'Fitted bolt M10'],
      article: 'MC-301',
      category: 'stock',
      description: ['10.9, со шлифованной шейкой', '10.9, ground shank'],
      unit: PCS,
      price: 160,
      leadDays: 0,
      stock: { left: 140, cost: 70, reorderPoint: 60 },
      picture: tile(
        '#eef1f4',
        area('M160 130 h80 l20 30 l-20 30 h-80 l-20 -30 z', DARK),
        block(200, 320, [44, 132], STEEL, 6),
        row(5, 250, 14, (y) => line(`M178 ${y} h44`, LIGHT, 4)),
      ),
    },
    pins: {
      name: ['Штифт цилиндрический 8 × 40', 'Dowel pin 8 × 40'],
      article: 'MC-302',
      category: 'stock',
      description: ['Закалённый, h6', 'Hardened, h6'],
      unit: PCS,
      price: 75,
      leadDays: 0,
      stock: { left: 18, cost: 28, reorderPoint: 50 },
      picture: tile('#f1efea', line('M130 290 L230 150', STEEL, 34), line('M186 310 L286 170', BLUE, 34)),
    },
  },
  clients: [
    {
      company: ['Станкоремонт', 'Machine Tool Repair'],
      contact: { name: ['Геннадий Рогов', 'Gene Rogers'], position: ['механик', 'fitter'] },
    },
    {
      company: ['Завод «Упаковочные линии»', 'Packaging Lines'],
      contact: { name: ['Ольга Тарасова', 'Olga Taylor'], position: ['снабжение', 'purchasing'] },
      note: ['Сертификаты на металл к каждой партии', 'Material certificates with each lot'],
    },
    { firstName: ['Николай', 'Nicholas'], lastName: ['Шубин', 'Shearer'] },
    {
      company: ['Агромаш', 'Agro Machinery'],
      contact: { name: ['Иван Дёмин', 'Ivan Denning'], position: ['конструктор', 'designer'] },
    },
    {
      company: ['Пищевое оборудование', 'Food Equipment'],
      contact: { name: ['Рита Ласкина', 'Rita Lasker'], position: ['снабжение', 'purchasing'] },
    },
    {
      company: ['Мотосервис «Поршень»', 'Piston Motorcycles'],
      contact: { name: ['Денис Жуков', 'Dennis Jukes'], position: ['мастер', 'mechanic'] },
    },
    {
      company: ['Конвейер-Сервис', 'Conveyor Service'],
      contact: { name: ['Азат Хасанов', 'Alan Hassan'], position: ['главный инженер', 'chief engineer'] },
      note: ['Отсрочка 14 дней', 'Pays within 14 days'],
    },
    { firstName: ['Фёдор', 'Theo'], lastName: ['Климов', 'Clement'] },
    {
      company: ['Лаборатория привода', 'Drive Lab'],
      contact: { name: ['Софья Брант', 'Sophie Brandt'], position: ['инженер', 'engineer'] },
    },
    { firstName: ['Эдуард', 'Edward'], lastName: ['Рощин', 'Rosher'] },
    {
      company: ['Деревообработка «Сосна»', 'Pine Woodworking'],
      contact: { name: ['Тарас Гуль', 'Terence Gull'], position: ['механик', 'fitter'] },
    },
    { firstName: ['Константин', 'Conrad'], lastName: ['Белых', 'White'] },
  ],
  orders: [
    { lines: [{ product: 'shaft', quantity: 2, choices: ['hrc'] }] },
    {
      lines: [
        { product: 'roller', quantity: 20 },
        { product: 'bolts', quantity: 40 },
      ],
    },
    { lines: [{ product: 'bush', quantity: 2 }] },
    { lines: [{ product: 'axle', quantity: 24 }] },
    { lines: [{ product: 'plate', quantity: 3 }] },
    { lines: [{ product: 'axle', quantity: 6, wishes: ['Резьба М12 с мелким шагом', 'M12 fine thread'] }] },
    {
      lines: [
        { product: 'roller', quantity: 30 },
        { product: 'shaft', quantity: 4, choices: ['none'] },
      ],
    },
    { lines: [{ product: 'bush', quantity: 4 }] },
    { lines: [{ product: 'housing', quantity: 2 }] },
    { lines: [{ product: 'bracket', quantity: 2 }] },
    { lines: [{ product: 'roller', quantity: 20 }] },
    { lines: [{ product: 'bracket', quantity: 8, choices: ['anod'] }] },
    {
      lines: [
        { product: 'axle', quantity: 20 },
        { product: 'pins', quantity: 40 },
      ],
    },
    { lines: [{ product: 'plate', quantity: 6 }] },
    { lines: [{ product: 'bush', quantity: 6 }] },
    { lines: [{ product: 'roller', quantity: 16 }] },
    { lines: [{ product: 'axle', quantity: 4 }] },
    {
      lines: [
        {
          product: 'housing',
          quantity: 1,
          wishes: ['Серийный номер выбить на фланце', 'Stamp the serial number on the flange'],
        },
      ],
    },
    {
      lines: [
        { product: 'roller', quantity: 24 },
        { product: 'axle', quantity: 12 },
      ],
    },
    { lines: [{ product: 'plate', quantity: 4 }] },
    { lines: [{ product: 'shaft', quantity: 1, choices: ['hrc'] }] },
    {
      lines: [{ product: 'bracket', quantity: 10, choices: ['anod'] }],
      note: ['Первую деталь согласовать', 'First part to be approved'],
    },
    { lines: [{ product: 'shaft', quantity: 6, choices: ['hrc'] }] },
    { lines: [{ product: 'bush', quantity: 10 }] },
    {
      lines: [
        {
          product: 'plate',
          quantity: 12,
          wishes: ['Ждём чертёж с допусками', 'Waiting for the drawing with tolerances'],
        },
      ],
    },
    { lines: [{ product: 'housing', quantity: 3 }] },
    {
      lines: [
        { product: 'shaft', quantity: 4, choices: ['none'] },
        { product: 'roller', quantity: 10 },
      ],
    },
    {
      lines: [
        { product: 'bush', quantity: 2 },
        { product: 'bolts', quantity: 8 },
      ],
    },
  ],
  requests: { received: { round40: 6, inserts: 20, plate20: 6 }, sent: { round60: 12, bronze: 3 } },
  floor: {
    problem: ['Сломан резец для канавки, нужен новый', 'The grooving tool is broken, a new one is needed'],
    lost: ['Размер вышел за допуск', 'Out of tolerance'],
  },
  talk: {
    note: ['Конструктор просит показать первую деталь', 'The designer wants to see the first part'],
    question: ['Добрый день! Можно по образцу, чертежа нет?', 'Hello! Can you work from a sample, without a drawing?'],
    answer: ['Да, приносите: снимем размеры.', 'Yes, bring it in and we will measure it.'],
    waiting: [
      'Завезу завтра. Посадка нужна с натягом, сделаете?',
      'I will bring it tomorrow. It needs a press fit, can you do that?',
    ],
  },
  shop: {
    welcome: [
      'Токарные и фрезерные детали по чертежу или образцу, от одной штуки.',
      'Turned and milled parts to your drawing or sample, from a single piece.',
    ],
    pickUp: ['Проходная № 2, пропуск закажем', 'Gate 2, we order the pass'],
    delivery: ['Транспортной компанией или самовывоз', 'By carrier, or collect it yourself'],
  },
};
