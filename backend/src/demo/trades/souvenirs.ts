import { area, block, disc, line, ring, row, tile } from '../pictures/shapes.js';
import type { TradePlan } from './trade-plan.js';

const WHITE = '#ffffff';
const INK = '#3e4a5a';
const WOOD = '#d8a86e';
const STEEL = '#b9c3cb';
const RED = '#c4503f';

const PCS = ['шт', 'pcs'] as const;

/** A workshop that engraves and prints gifts. */
export const SOUVENIRS: TradePlan = {
  people: {
    manager: ['Светлана Орлова', 'Sarah Owens'],
    masters: [
      ['Никита Власов', 'Nick Walters'],
      ['Елена Тихонова', 'Ellen Thorne'],
    ],
    customer: ['Роман Чернов', 'Ryan Chambers'],
    supplier: ['Виктор Лапин', 'Victor Lane'],
  },
  supplier: {
    name: ['Оптовая база «Заготовка»', 'Blank Goods Wholesale'],
    note: ['Минимальный заказ пять тысяч, отгрузка на следующий день', 'Ships the next day, minimum order applies'],
    leadDays: 4,
  },
  categories: {
    mugs: {
      name: ['Кружки и термосы', 'Mugs and flasks'],
      description: ['С гравировкой и сублимацией', 'Engraved or sublimated'],
    },
    gifts: {
      name: ['Подарки', 'Gifts'],
      description: ['С именем, датой и вашим рисунком', 'With a name, a date or your own artwork'],
    },
    ready: {
      name: ['Готовые сувениры', 'Ready souvenirs'],
      description: ['Есть в наличии, с видами города', 'In stock, with views of the town'],
    },
  },
  materials: {
    mugs: {
      name: ['Кружка белая 330 мл, под сублимацию', 'White mug 330 ml, sublimation blank'],
      unit: PCS,
      cost: 115,
      left: 12,
      reorderPoint: 36,
      place: ['Стеллаж 1', 'Rack 1'],
      offer: { article: 'BG-330W', inStock: 1200 },
    },
    flasks: {
      name: ['Термос стальной 500 мл', 'Steel flask 500 ml'],
      unit: PCS,
      cost: 640,
      left: 30,
      reorderPoint: 10,
      place: ['Стеллаж 1', 'Rack 1'],
      offer: { article: 'BG-T500', inStock: 210 },
    },
    pens: {
      name: ['Ручка металлическая, синие чернила', 'Metal ball pen, blue ink'],
      unit: PCS,
      cost: 58,
      left: 260,
      reorderPoint: 100,
      offer: { article: 'BG-P10', inStock: 4000 },
    },
    boards: {
      name: ['Доска разделочная, бук', 'Beech chopping board'],
      unit: PCS,
      cost: 420,
      left: 22,
      reorderPoint: 8,
      place: ['Стеллаж 2', 'Rack 2'],
    },
    shirts: {
      name: ['Футболка хлопковая белая', 'White cotton T-shirt'],
      unit: PCS,
      cost: 390,
      left: 45,
      reorderPoint: 20,
      place: ['Стеллаж 3', 'Rack 3'],
      offer: { article: 'BG-TS1', inStock: 700, leadDays: 2 },
    },
    plates: {
      name: ['Пластина латунная 150 × 100 мм', 'Brass plate 150 × 100 mm'],
      unit: PCS,
      cost: 260,
      left: 16,
      reorderPoint: 10,
      offer: { article: 'BG-L15', inStock: 90 },
    },
    paper: {
      name: ['Бумага сублимационная А4', 'Sublimation paper A4'],
      unit: ['лист', 'sheet'],
      cost: 6,
      left: 640,
      reorderPoint: 200,
    },
    boxes: {
      name: ['Коробка подарочная', 'Gift box'],
      unit: PCS,
      cost: 70,
      left: 180,
      reorderPoint: 60,
      offer: { article: 'BG-BX', inStock: 900 },
    },
  },
  routes: {
    engraving: {
      name: ['Лазерная гравировка', 'Laser engraving'],
      stages: [
        {
          name: ['Макет', 'Artwork'],
          workCentre: ['Рабочее место дизайнера', 'Design desk'],
          setUpMinutes: 20,
          minutesPerUnit: 0,
          by: 1,
        },
        {
          name: ['Гравировка', 'Engraving'],
          workCentre: ['Лазер', 'Laser'],
          setUpMinutes: 10,
          minutesPerUnit: 3,
          by: 0,
          instruction: ['Проба на обороте, фокус по щупу', 'Test on the back, set the focus with the gauge'],
        },
        {
          name: ['Упаковка', 'Packing'],
          workCentre: ['Стол упаковки', 'Packing table'],
          setUpMinutes: 3,
          minutesPerUnit: 1,
          by: 1,
        },
      ],
    },
    sublimation: {
      name: ['Сублимация', 'Sublimation'],
      stages: [
        {
          name: ['Печать трансферов', 'Printing transfers'],
          workCentre: ['Принтер', 'Printer'],
          setUpMinutes: 12,
          minutesPerUnit: 0.8,
          by: 1,
        },
        {
          name: ['Термоперенос', 'Heat press'],
          workCentre: ['Термопресс', 'Heat press'],
          setUpMinutes: 10,
          minutesPerUnit: 3.5,
          by: 0,
          instruction: [
            'Кружки 190 °C, 150 с; футболки 200 °C, 50 с',
            'Mugs 190 °C for 150 s, T-shirts 200 °C for 50 s',
          ],
        },
        {
          name: ['Упаковка', 'Packing'],
          workCentre: ['Стол упаковки', 'Packing table'],
          setUpMinutes: 3,
          minutesPerUnit: 1,
          by: 1,
        },
      ],
    },
  },
  products: {
    mug: {
      name: ['Кружка с вашим рисунком', 'Mug with your picture'],
      article: 'SV-01',
      category: 'mugs',
      description: [
        '330 мл, рисунок по кругу, можно мыть в посудомоечной машине',
        '330 ml, wrap-around print, dishwasher safe',
      ],
      unit: PCS,
      price: 690,
      leadDays: 2,
      route: 'sublimation',
      materials: { mugs: 1, paper: 1 },
      options: [
        {
          name: ['Упаковка', 'Packing'],
          choices: { box: { name: ['Подарочная коробка', 'Gift box'], price: 120 } },
        },
      ],
      questions: {
        artwork: { name: ['Рисунок', 'Picture'], kind: 'file' },
        text: { name: ['Надпись', 'Lettering'], kind: 'text', maxLength: 60 },
      },
      picture: tile(
        '#e9f0f2',
        block(190, 322, [150, 170], WHITE, 18),
        line('M266 190 q58 4 54 50 q-4 44 -54 42', WHITE, 22),
        disc(190, 238, 44, '#f0c9b8'),
        disc(176, 230, 6, INK),
        disc(204, 230, 6, INK),
        line('M172 254 q18 16 36 0', INK, 6),
      ),
    },
    flask: {
      name: ['Термос с гравировкой', 'Engraved flask'],
      article: 'SV-02',
      category: 'mugs',
      description: ['Сталь, 500 мл, держит тепло двенадцать часов', 'Steel, 500 ml, keeps hot for twelve hours'],
      unit: PCS,
      price: 1590,
      leadDays: 3,
      route: 'engraving',
      materials: { flasks: 1, boxes: 1 },
      options: [
        {
          name: ['Гравировка', 'Engraving'],
          isRequired: true,
          choices: {
            name: { name: ['Имя', 'Name'] },
            logo: { name: ['Логотип', 'Logo'], price: 250 },
          },
        },
      ],
      questions: { text: { name: ['Что выгравировать', 'What to engrave'], kind: 'text', maxLength: 40 } },
      picture: tile(
        '#eceff1',
        block(200, 322, [104, 190], '#5f7d8c', 18),
        block(200, 140, [80, 52], STEEL, 12),
        block(200, 160, [104, 14], '#4c6774', 4),
        line('M172 228 h56 M172 246 h40', WHITE, 6),
      ),
    },
    pen: {
      name: ['Ручка с гравировкой', 'Engraved pen'],
      article: 'SV-11',
      category: 'gifts',
      description: ['Тираж от пятидесяти штук, логотип или имя', 'From fifty pieces, with a logo or a name'],
      unit: PCS,
      price: 145,
      leadDays: 4,
      route: 'engraving',
      materials: { pens: 1 },
      questions: { text: { name: ['Текст', 'Text'], kind: 'text', maxLength: 40 } },
      picture: tile(
        '#f0ecf4',
        line('M122 288 L270 140', INK, 30),
        line('M262 148 L288 122', STEEL, 30),
        area('M88 322 L110 276 L134 300 z', STEEL),
        line('M168 226 l44 -44', WHITE, 5),
        line('M272 162 l-34 34', STEEL, 7),
      ),
    },
    board: {
      name: ['Доска разделочная с гравировкой', 'Engraved chopping board'],
      article: 'SV-12',
      category: 'gifts',
      description: ['Бук, пропитана маслом', 'Beech, oiled'],
      unit: PCS,
      price: 1290,
      leadDays: 3,
      route: 'engraving',
      materials: { boards: 1 },
      questions: { text: { name: ['Надпись', 'Lettering'], kind: 'text', isRequired: true, maxLength: 60 } },
      picture: tile(
        '#f4efe6',
        block(200, 322, [170, 170], WOOD, 20),
        block(200, 180, [44, 80], WOOD, 18),
        disc(200, 122, 9, '#f4efe6'),
        line('M146 212 h108 M146 282 h108', '#a9783f', 4),
        line('M160 254 c20 -26 26 -26 40 0 c14 -26 22 -26 40 0', '#8a5c2b', 6),
      ),
    },
    shirt: {
      name: ['Футболка с принтом', 'Printed T-shirt'],
      article: 'SV-13',
      category: 'gifts',
      description: ['Хлопок, размеры от S до XXL', 'Cotton, S to XXL'],
      unit: PCS,
      price: 1190,
      leadDays: 3,
      route: 'sublimation',
      materials: { shirts: 1, paper: 2 },
      options: [
        {
          name: ['Размер', 'Size'],
          isRequired: true,
          choices: {
            s: { name: ['S', 'S'] },
            m: { name: ['M', 'M'] },
            l: { name: ['L', 'L'] },
            xxl: { name: ['XXL', 'XXL'], price: 100 },
          },
        },
      ],
      questions: { artwork: { name: ['Рисунок', 'Picture'], kind: 'file' } },
      picture: tile(
        '#e6edf5',
        area('M150 120 q50 34 100 0 l64 34 l-26 60 l-28 -12 v120 h-120 v-120 l-28 12 l-26 -60 z', WHITE),
        disc(200, 222, 34, RED),
        line('M184 222 l12 12 l22 -24', WHITE, 7),
      ),
    },
    plaque: {
      name: ['Табличка наградная', 'Award plaque'],
      article: 'SV-14',
      category: 'gifts',
      description: ['Латунь на деревянной основе', 'Brass on a wooden base'],
      unit: PCS,
      price: 1450,
      leadDays: 4,
      route: 'engraving',
      materials: { plates: 1, boxes: 1 },
      questions: {
        text: { name: ['Текст награды', 'Text of the award'], kind: 'text', isRequired: true, maxLength: 120 },
      },
      picture: tile(
        '#f3eee2',
        block(200, 322, [200, 170], '#8d6440', 14),
        block(200, 296, [150, 118], '#e6c469', 6),
        line('M156 214 h88 M166 238 h68 M166 258 h68', '#7d6324', 6),
      ),
    },
    magnet: {
      name: ['Магнит «Старый город»', 'Old Town magnet'],
      article: 'SV-21',
      category: 'ready',
      description: ['Дерево, шесть сюжетов', 'Wood, six designs'],
      unit: PCS,
      price: 190,
      leadDays: 0,
      stock: { left: 84, cost: 45, reorderPoint: 40 },
      picture: tile(
        '#eaf1ea',
        block(200, 322, [190, 140], '#f6e7c9', 10),
        block(160, 306, [44, 70], '#d98f6f', 2),
        area('M134 236 l26 -30 l26 30 z', RED),
        block(226, 306, [56, 50], '#8fb0c4', 2),
        area('M194 256 l32 -24 l32 24 z', INK),
      ),
    },
    postcard: {
      name: ['Открытка деревянная', 'Wooden postcard'],
      article: 'SV-22',
      category: 'ready',
      description: ['Резная, с конвертом', 'Laser cut, with an envelope'],
      unit: PCS,
      price: 260,
      leadDays: 0,
      stock: { left: 4, cost: 80, reorderPoint: 20 },
      picture: tile(
        '#f6ece0',
        block(200, 312, [210, 150], WOOD, 8),
        line('M112 178 l88 66 l88 -66', '#a9783f', 5),
        disc(200, 252, 24, RED),
        line('M192 252 l7 7 l12 -14', WHITE, 5),
      ),
    },
    keyring: {
      name: ['Брелок с гербом', 'Keyring with the coat of arms'],
      article: 'SV-23',
      category: 'ready',
      description: ['Сталь и кожа', 'Steel and leather'],
      unit: PCS,
      price: 340,
      leadDays: 0,
      stock: { left: 36, cost: 120, reorderPoint: 15 },
      picture: tile(
        '#eef0f4',
        ring(200, 130, 30, STEEL, 10),
        block(200, 300, [84, 130], '#8a5a44', 22),
        disc(200, 240, 26, STEEL),
        row(3, 182, 18, (x) => disc(x, 240, 4, INK)),
      ),
    },
  },
  clients: [
    {
      company: ['Турфирма «Маршрут»', 'Wayfarer Travel'],
      contact: { name: ['Инна Котова', 'Ina Cole'], position: ['закупки', 'purchasing'] },
    },
    {
      company: ['Банк «Надёжный»', 'Reliance Bank'],
      contact: { name: ['Максим Рудин', 'Max Rudd'], position: ['маркетинг', 'marketing'] },
      note: ['Акты и счёт обязательно', 'Invoice and delivery note required'],
    },
    { firstName: ['Ирина', 'Irene'], lastName: ['Зотова', 'Stone'] },
    {
      company: ['Музей-усадьба', 'Manor Museum'],
      contact: { name: ['Галина Ильина', 'Gail Hill'], position: ['музейная лавка', 'museum shop'] },
    },
    { firstName: ['Артём', 'Arthur'], lastName: ['Кольцов', 'Kerr'] },
    {
      company: ['Школа № 14', 'Riverside School'],
      contact: { name: ['Татьяна Наумова', 'Tanya Norris'], position: ['завуч', 'deputy head'] },
    },
    {
      company: ['Отель «Набережная»', 'Embankment Hotel'],
      contact: { name: ['Олег Сомов', 'Oliver Summers'], position: ['администратор', 'front desk'] },
    },
    { firstName: ['Людмила', 'Lucy'], lastName: ['Гаврилова', 'Gates'] },
    {
      company: ['Фитнес-клуб «Старт»', 'Start Fitness'],
      contact: { name: ['Кирилл Быков', 'Kyle Bishop'], position: ['директор', 'director'] },
    },
    { firstName: ['Глеб', 'Glen'], lastName: ['Савин', 'Savage'] },
    {
      company: ['ИТ-компания «Вектор»', 'Vector Software'],
      contact: { name: ['Полина Рей', 'Pauline Ray'], position: ['кадры', 'people team'] },
    },
    { firstName: ['Роман', 'Ryan'], lastName: ['Чернов', 'Chambers'] },
  ],
  orders: [
    { lines: [{ product: 'mug', quantity: 24, choices: ['box'] }] },
    { lines: [{ product: 'pen', quantity: 100, answers: { text: ['Банк «Надёжный»', 'Reliance Bank'] } }] },
    { lines: [{ product: 'board', quantity: 1, answers: { text: ['Маме от Иры', 'For Mum, love Irene'] } }] },
    {
      lines: [
        { product: 'magnet', quantity: 60 },
        { product: 'mug', quantity: 12 },
      ],
    },
    { lines: [{ product: 'flask', quantity: 1, choices: ['name'], answers: { text: ['Артём', 'Arthur'] } }] },
    {
      lines: [
        {
          product: 'plaque',
          quantity: 5,
          answers: { text: ['Победителю олимпиады', 'Winner of the science contest'] },
        },
      ],
    },
    {
      lines: [
        { product: 'mug', quantity: 40 },
        { product: 'keyring', quantity: 20 },
      ],
    },
    { lines: [{ product: 'shirt', quantity: 2, choices: ['m'] }] },
    {
      lines: [
        { product: 'shirt', quantity: 20, choices: ['l'] },
        { product: 'flask', quantity: 6, choices: ['logo'] },
      ],
    },
    { lines: [{ product: 'board', quantity: 2, answers: { text: ['Семья Савиных', 'The Savages'] } }] },
    { lines: [{ product: 'pen', quantity: 60, answers: { text: ['reliance.example', 'reliance.example'] } }] },
    { lines: [{ product: 'flask', quantity: 12, choices: ['logo'] }] },
    {
      lines: [
        { product: 'magnet', quantity: 80 },
        { product: 'mug', quantity: 10 },
        { product: 'postcard', quantity: 30 },
      ],
    },
    { lines: [{ product: 'mug', quantity: 30 }] },
    { lines: [{ product: 'flask', quantity: 1, choices: ['name'], answers: { text: ['Ирина', 'Irene'] } }] },
    { lines: [{ product: 'plaque', quantity: 3, answers: { text: ['Лучшему отделению', 'Branch of the year'] } }] },
    {
      lines: [{ product: 'mug', quantity: 2, choices: ['box'], answers: { text: ['С новосельем', 'Happy new home'] } }],
    },
    {
      lines: [
        {
          product: 'shirt',
          quantity: 12,
          choices: ['m'],
          wishes: ['Логотип слева на груди', 'Logo on the left chest'],
        },
      ],
    },
    {
      lines: [
        { product: 'pen', quantity: 50 },
        { product: 'flask', quantity: 4, choices: ['logo'] },
      ],
    },
    { lines: [{ product: 'board', quantity: 1, answers: { text: ['Юре 40', 'George 40'] } }] },
    { lines: [{ product: 'mug', quantity: 6 }] },
    {
      lines: [{ product: 'plaque', quantity: 8, answers: { text: ['Учитель года', 'Teacher of the year'] } }],
      note: ['Макет утверждает директор', 'The head approves the artwork'],
    },
    { lines: [{ product: 'shirt', quantity: 24, choices: ['l'] }] },
    { lines: [{ product: 'flask', quantity: 10, choices: ['logo'] }] },
    {
      lines: [
        { product: 'mug', quantity: 50, wishes: ['Два варианта рисунка, выбираем', 'Two designs, still choosing'] },
      ],
    },
    { lines: [{ product: 'mug', quantity: 36 }] },
    {
      lines: [
        { product: 'mug', quantity: 30 },
        { product: 'pen', quantity: 60 },
      ],
    },
    {
      lines: [
        { product: 'flask', quantity: 1, choices: ['name'], answers: { text: ['Дедушке', 'Grandpa'] } },
        { product: 'magnet', quantity: 2 },
      ],
    },
  ],
  requests: { received: { mugs: 48, pens: 100, boxes: 50 }, sent: { mugs: 144, plates: 20 } },
  floor: {
    problem: ['Термопресс не держит 190 °C, ждём термопару', 'The press does not reach 190 °C, thermocouple on order'],
    lost: ['Рисунок лёг со сдвигом', 'The artwork came out off centre'],
  },
  talk: {
    note: ['Звонить после обеда, до этого уроки', 'Call after lunch, lessons before that'],
    question: ['Здравствуйте! Шрифт можно рукописный?', 'Hello! Can it be in a handwritten font?'],
    answer: ['Да, пришлём макет на утверждение сегодня.', 'Yes, we will send the artwork for approval today.'],
    waiting: ['Отлично! А до субботы успеете?', 'Great! Will it be ready by Saturday?'],
  },
  shop: {
    welcome: [
      'Подарки с именем и характером: гравировка и печать от одной штуки.',
      'Gifts with a name on them: engraving and printing from a single piece.',
    ],
    pickUp: ['Второй этаж, мастерская с зелёной дверью', 'Second floor, the workshop with the green door'],
    delivery: ['Курьером по городу и почтой по всей стране', 'By courier in town, by post anywhere'],
  },
};
