import { area, block, disc, line, row, tile } from '../pictures/shapes.js';
import type { TradePlan } from './trade-plan.js';

const CREAM = '#fff4e3';
const BERRY = '#c2455f';
const CHOCOLATE = '#6b4331';
const BISCUIT = '#e3b277';
const PLATE = '#ffffff';

const plate = disc(200, 318, 132, PLATE, 0.13);
const berries = (y: number, fill = BERRY): string => row(5, 140, 30, (x) => disc(x, y, 11, fill));
/** Icing that runs down from the top edge of a cake. */
const dripping = (y: number, fill: string): string =>
  area(
    `M104 ${y} q0 -16 16 -16 h160 q16 0 16 16 v22 q-11 22 -24 0 q-12 26 -26 2 q-12 20 -24 -2 q-14 34 -28 0 q-12 20 -24 0 q-14 28 -28 2 q-14 18 -38 -2 z`,
    fill,
  );

const KG = ['кг', 'kg'] as const;
const PCS = ['шт', 'pcs'] as const;

/** A confectionery that bakes to order. */
export const CAKES: TradePlan = {
  people: {
    manager: ['Ольга Лебедева', 'Olivia Bennett'],
    masters: [
      ['Марина Соколова', 'Maria Fletcher'],
      ['Денис Комаров', 'Daniel Cooper'],
    ],
    customer: ['Анна Крылова', 'Anna Collins'],
    supplier: ['Игорь Панин', 'Ian Porter'],
  },
  supplier: {
    name: ['Кондитерская база «Сластёна»', 'Sweet Supply Ltd'],
    note: ['Привозят по вторникам и пятницам, заказ до 15:00', 'Delivers on Tuesdays and Fridays, order by 3 pm'],
    leadDays: 3,
  },
  categories: {
    cakes: {
      name: ['Торты на заказ', 'Celebration cakes'],
      description: [
        'От полутора килограммов, с надписью и декором',
        'From one and a half kilos, with lettering and decor',
      ],
    },
    small: {
      name: ['Пирожные и капкейки', 'Cupcakes and pastries'],
      description: ['Поштучно и наборами', 'By the piece and in boxes'],
    },
    shelf: {
      name: ['С витрины', 'From the counter'],
      description: ['Есть в наличии каждый день', 'In the display every day'],
    },
  },
  materials: {
    flour: {
      name: ['Мука пшеничная, высший сорт', 'Plain flour'],
      unit: KG,
      cost: 62,
      left: 38,
      reorderPoint: 15,
      place: ['Склад сухого сырья', 'Dry store'],
      offer: { article: 'SL-101', inStock: 900 },
    },
    sugar: {
      name: ['Сахар', 'Caster sugar'],
      unit: KG,
      cost: 74,
      left: 9,
      reorderPoint: 20,
      place: ['Склад сухого сырья', 'Dry store'],
      offer: { article: 'SL-102', inStock: 640 },
    },
    butter: {
      name: ['Масло сливочное 82,5 %', 'Unsalted butter'],
      unit: KG,
      cost: 820,
      left: 14,
      reorderPoint: 5,
      place: ['Холодильник 1', 'Fridge 1'],
    },
    cream: {
      name: ['Сливки 33 %', 'Whipping cream 35%'],
      unit: ['л', 'l'],
      cost: 540,
      left: 26,
      reorderPoint: 8,
      place: ['Холодильник 1', 'Fridge 1'],
    },
    cheese: {
      name: ['Сыр творожный', 'Cream cheese'],
      unit: KG,
      cost: 690,
      left: 2,
      reorderPoint: 4,
      place: ['Холодильник 2', 'Fridge 2'],
      offer: { article: 'SL-220', inStock: 80, leadDays: 2 },
    },
    chocolate: {
      name: ['Шоколад тёмный 54 %', 'Dark chocolate 54%'],
      unit: KG,
      cost: 1150,
      left: 8,
      reorderPoint: 3,
      offer: { article: 'SL-310', inStock: 120 },
    },
    berries: {
      name: ['Ягода замороженная, микс', 'Frozen berry mix'],
      unit: KG,
      cost: 480,
      left: 11,
      reorderPoint: 4,
      place: ['Морозильник', 'Freezer'],
      offer: { article: 'SL-405', inStock: 60 },
    },
    boxes: {
      name: ['Короб для торта 30 × 30 см', 'Cake box 30 × 30 cm'],
      unit: PCS,
      cost: 95,
      left: 64,
      reorderPoint: 30,
      offer: { article: 'SL-901', inStock: 400 },
    },
  },
  routes: {
    cake: {
      name: ['Торт на заказ', 'Celebration cake'],
      stages: [
        {
          name: ['Бисквит', 'Baking'],
          workCentre: ['Печь', 'Oven'],
          setUpMinutes: 20,
          minutesPerUnit: 18,
          by: 0,
          instruction: [
            '170 °C, остудить в форме, затем в плёнку на два часа',
            '170 °C, cool in the tin, then wrap for two hours',
          ],
        },
        {
          name: ['Сборка', 'Filling'],
          workCentre: ['Стол сборки', 'Assembly bench'],
          setUpMinutes: 10,
          minutesPerUnit: 14,
          by: 0,
        },
        {
          name: ['Оформление', 'Decorating'],
          workCentre: ['Стол декора', 'Decorating bench'],
          setUpMinutes: 15,
          minutesPerUnit: 22,
          by: 1,
          instruction: [
            'Надпись сверить с заказом по буквам',
            'Check the lettering against the order, letter by letter',
          ],
        },
        { name: ['Упаковка', 'Boxing'], workCentre: ['Выдача', 'Counter'], setUpMinutes: 3, minutesPerUnit: 2, by: 1 },
      ],
    },
    pastry: {
      name: ['Пирожные', 'Pastries'],
      stages: [
        { name: ['Выпечка', 'Baking'], workCentre: ['Печь', 'Oven'], setUpMinutes: 15, minutesPerUnit: 2, by: 0 },
        {
          name: ['Крем и декор', 'Cream and decor'],
          workCentre: ['Стол декора', 'Decorating bench'],
          setUpMinutes: 10,
          minutesPerUnit: 2.5,
          by: 1,
        },
      ],
    },
  },
  products: {
    medovik: {
      name: ['Медовик', 'Honey cake'],
      article: 'CK-01',
      category: 'cakes',
      description: ['Двенадцать тонких медовых коржей и сметанный крем', 'Twelve thin honey layers with sour cream'],
      unit: KG,
      price: 2200,
      leadDays: 2,
      quantityStep: 0.5,
      route: 'cake',
      materials: { flour: 0.3, sugar: 0.25, butter: 0.15, cream: 0.3, boxes: 0.5 },
      questions: { text: { name: ['Надпись', 'Lettering'], kind: 'text', maxLength: 40 } },
      picture: tile(
        '#fbefdc',
        plate,
        ...[0, 1, 2, 3, 4].map((index) => block(200, 312 - index * 24, [190, 16], BISCUIT, 6)),
        ...[0, 1, 2, 3].map((index) => block(200, 296 - index * 24, [184, 9], CREAM, 4)),
        block(200, 202, [190, 14], '#d49a56', 7),
        row(4, 148, 34, (x) => disc(x, 184, 9, '#b9772f')),
      ),
    },
    berry: {
      name: ['Торт «Ягодный»', 'Berry cake'],
      article: 'CK-02',
      category: 'cakes',
      description: [
        'Ванильный бисквит, сливочный крем, ягодное конфи',
        'Vanilla sponge, whipped cream and berry confit',
      ],
      unit: KG,
      price: 2600,
      leadDays: 2,
      quantityStep: 0.5,
      route: 'cake',
      materials: { flour: 0.2, sugar: 0.2, cream: 0.45, berries: 0.3, boxes: 0.5 },
      options: [
        {
          name: ['Начинка', 'Filling'],
          isRequired: true,
          choices: {
            cherry: { name: ['Вишня', 'Cherry'] },
            raspberry: { name: ['Малина', 'Raspberry'], price: 200 },
            blueberry: { name: ['Голубика', 'Blueberry'], price: 250 },
          },
        },
        {
          name: ['Украшение', 'Decor'],
          choices: {
            fresh: { name: ['Свежие ягоды', 'Fresh berries'], price: 350 },
            figures: { name: ['Фигурки из шоколада', 'Chocolate figures'], price: 500 },
          },
        },
      ],
      questions: {
        text: { name: ['Надпись', 'Lettering'], kind: 'text', maxLength: 40 },
        sketch: { name: ['Эскиз или фото', 'Sketch or photo'], kind: 'file' },
      },
      picture: tile(
        '#fae7ea',
        plate,
        block(200, 312, [188, 118], CREAM, 14),
        block(200, 268, [188, 16], '#e58ea0', 0),
        dripping(212, '#f3c3cc'),
        berries(190),
        row(4, 155, 30, (x) => disc(x, 174, 10, '#7b3f74')),
      ),
    },
    chocolate: {
      name: ['Торт «Три шоколада»', 'Triple chocolate cake'],
      article: 'CK-03',
      category: 'cakes',
      description: ['Муссовый, на шоколадном бисквите, покрыт глазурью', 'Mousse on a chocolate sponge, mirror glazed'],
      unit: KG,
      price: 2800,
      leadDays: 3,
      quantityStep: 0.5,
      route: 'cake',
      materials: { flour: 0.1, sugar: 0.15, butter: 0.1, cream: 0.4, chocolate: 0.35, boxes: 0.5 },
      questions: { text: { name: ['Надпись', 'Lettering'], kind: 'text', maxLength: 40 } },
      picture: tile(
        '#f1e6dd',
        plate,
        block(200, 312, [188, 44], CHOCOLATE, 8),
        block(200, 276, [188, 38], '#a9765a', 4),
        block(200, 240, [188, 34], '#ead7c1', 4),
        dripping(212, '#4b2c20'),
        row(3, 160, 40, (x) => block(x, 194, [22, 22], '#4b2c20', 4)),
      ),
    },
    wedding: {
      name: ['Свадебный торт, три яруса', 'Three-tier wedding cake'],
      article: 'CK-04',
      category: 'cakes',
      description: [
        'Эскиз и дегустация до заказа; собираем на площадке',
        'Sketch and tasting first; assembled at the venue',
      ],
      unit: KG,
      price: 3400,
      leadDays: 7,
      quantityStep: 0.5,
      route: 'cake',
      materials: { flour: 0.2, sugar: 0.2, butter: 0.15, cheese: 0.3, cream: 0.2, boxes: 0.4 },
      options: [
        {
          name: ['Покрытие', 'Coating'],
          isRequired: true,
          choices: {
            cheese: { name: ['Крем-чиз', 'Cream cheese'] },
            velvet: { name: ['Велюр', 'Velvet'], price: 300 },
          },
        },
      ],
      questions: {
        names: { name: ['Имена', 'Names'], kind: 'text', maxLength: 60 },
        day: { name: ['День свадьбы', 'Wedding day'], kind: 'day' },
      },
      picture: tile(
        '#eef1ee',
        plate,
        block(200, 312, [190, 76], PLATE, 10),
        block(200, 238, [140, 66], PLATE, 10),
        block(200, 174, [92, 58], PLATE, 10),
        line('M108 252 q24 22 46 0 q24 22 46 0 q24 22 46 0 q24 22 46 0', '#d9c7a8', 5),
        line('M132 190 q17 16 34 0 q17 16 34 0 q17 16 34 0 q17 16 34 0', '#d9c7a8', 5),
        disc(150, 300, 12, '#e7b7bd'),
        disc(168, 306, 9, '#c7d3bd'),
        disc(236, 228, 10, '#e7b7bd'),
        disc(200, 112, 12, '#e7b7bd'),
        disc(184, 116, 8, '#c7d3bd'),
      ),
    },
    bento: {
      name: ['Бенто-торт', 'Bento cake'],
      article: 'CK-05',
      category: 'cakes',
      description: [
        'На двоих, с короткой надписью, в коробке с ложками',
        'For two, with a short message, boxed with spoons',
      ],
      unit: PCS,
      price: 1500,
      leadDays: 1,
      route: 'pastry',
      materials: { flour: 0.08, sugar: 0.08, cheese: 0.12, cream: 0.1 },
      questions: { text: { name: ['Надпись', 'Lettering'], kind: 'text', isRequired: true, maxLength: 25 } },
      picture: tile(
        '#e8eef5',
        block(200, 310, [150, 116], '#bcd0e8', 16),
        disc(200, 196, 75, '#cfdff0', 0.24),
        line('M172 200 q14 -18 28 0 q14 -18 28 0', BERRY, 6),
        row(6, 135, 26, (x) => disc(x, 222, 10, '#f3f7fb')),
        block(200, 326, [210, 66], '#d7c3a5', 8),
        block(200, 272, [222, 14], '#c6ae8a', 7),
      ),
    },
    cupcakes: {
      name: ['Капкейки', 'Cupcakes'],
      article: 'CK-11',
      category: 'small',
      description: ['Ванильные или шоколадные, от шести штук', 'Vanilla or chocolate, six or more'],
      unit: PCS,
      price: 260,
      leadDays: 1,
      route: 'pastry',
      materials: { flour: 0.04, sugar: 0.04, butter: 0.03, cheese: 0.04 },
      options: [
        {
          name: ['Вкус', 'Flavour'],
          isRequired: true,
          choices: {
            vanilla: { name: ['Ваниль', 'Vanilla'] },
            cocoa: { name: ['Шоколад', 'Chocolate'], price: 20 },
          },
        },
      ],
      picture: tile(
        '#fdeff0',
        area('M138 236 h124 l-16 84 h-92 z', '#c98a8f'),
        line('M160 244 l8 70 M186 244 l4 70 M214 244 l-4 70 M240 244 l-8 70', '#b57378', 4),
        disc(200, 226, 72, '#fbd7db', 0.36),
        disc(200, 194, 54, '#fde4e6', 0.4),
        disc(200, 166, 34, '#fff1f2', 0.46),
        disc(200, 142, 13, BERRY),
      ),
    },
    eclairs: {
      name: ['Эклеры', 'Éclairs'],
      article: 'CK-12',
      category: 'small',
      description: ['Заварной крем, шоколадная глазурь', 'Custard filling, chocolate icing'],
      unit: PCS,
      price: 190,
      leadDays: 1,
      route: 'pastry',
      materials: { flour: 0.03, butter: 0.02, cream: 0.03, chocolate: 0.015 },
      picture: tile(
        '#f5eadc',
        ...[0, 1, 2].map(
          (index) =>
            block(200, 212 + index * 56, [196, 40], BISCUIT, 20) +
            block(200, 196 + index * 56, [184, 20], CHOCOLATE, 10),
        ),
        line('M130 188 h24 M176 188 h24 M222 188 h24', CREAM, 4),
      ),
    },
    macarons: {
      name: ['Макарон, набор 12 шт', 'Macarons, box of 12'],
      article: 'CK-21',
      category: 'shelf',
      description: ['Фисташка, малина, солёная карамель', 'Pistachio, raspberry and salted caramel'],
      unit: ['набор', 'box'],
      price: 1350,
      leadDays: 0,
      stock: { left: 14, cost: 520, reorderPoint: 5 },
      picture: tile(
        '#f0f0e6',
        ...[
          ['#b9c89a', 150],
          ['#e6a3b0', 206],
          ['#dcb27a', 262],
        ].map(([fill, y]) => {
          const top = Number(y);
          return (
            block(200, top + 26, [150, 26], String(fill), 13) +
            block(200, top + 36, [138, 12], CREAM, 6) +
            block(200, top + 58, [150, 24], String(fill), 12)
          );
        }),
      ),
    },
    gingerbread: {
      name: ['Пряник расписной', 'Iced gingerbread'],
      article: 'CK-22',
      category: 'shelf',
      description: ['Имбирный, хранится три месяца', 'Ginger, keeps for three months'],
      unit: PCS,
      price: 220,
      leadDays: 0,
      stock: { left: 3, cost: 70, reorderPoint: 10 },
      picture: tile(
        '#f6ece0',
        area('M200 306 C90 240 96 150 156 138 Q190 132 200 166 Q210 132 244 138 C304 150 310 240 200 306 z', '#b87a45'),
        line(
          'M200 286 C112 232 116 166 160 156 Q188 150 200 184 Q212 150 240 156 C284 166 288 232 200 286 z',
          CREAM,
          5,
        ),
        row(3, 170, 30, (x) => disc(x, 216, 7, BERRY)),
      ),
    },
  },
  clients: [
    { firstName: ['Екатерина', 'Kate'], lastName: ['Миронова', 'Murray'] },
    {
      company: ['Кофейня «Полдень»', 'Noon Coffee House'],
      contact: { name: ['Вадим Ершов', 'Victor Ellis'], position: ['управляющий', 'manager'] },
      note: ['Постоянный заказ по четвергам', 'Standing order on Thursdays'],
    },
    { firstName: ['Сергей', 'Simon'], lastName: ['Гордеев', 'Gordon'] },
    {
      company: ['Ресторан «Терраса»', 'The Terrace Restaurant'],
      contact: { name: ['Алина Юсупова', 'Alina Young'], position: ['банкеты', 'events'] },
    },
    { firstName: ['Наталья', 'Natalie'], lastName: ['Белова', 'Brooks'] },
    { firstName: ['Тимур', 'Tim'], lastName: ['Ахметов', 'Archer'] },
    {
      company: ['Агентство «Праздник рядом»', 'Party Next Door'],
      contact: { name: ['Юлия Зимина', 'Julia Summers'], position: ['организатор', 'planner'] },
      note: ['Оплата по счёту, отсрочка неделя', 'Pays by invoice within a week'],
    },
    { firstName: ['Лариса', 'Laura'], lastName: ['Фомина', 'Ford'] },
    {
      company: ['Детский центр «Кубик»', 'Little Cube Nursery'],
      contact: { name: ['Оксана Рябова', 'Oxana Reed'], position: ['заведующая', 'head'] },
    },
    { firstName: ['Павел', 'Paul'], lastName: ['Дорохов', 'Dawson'] },
    { firstName: ['Вероника', 'Veronica'], lastName: ['Щукина', 'Shaw'] },
    { firstName: ['Анна', 'Anna'], lastName: ['Крылова', 'Collins'] },
  ],
  orders: [
    { lines: [{ product: 'medovik', quantity: 2, answers: { text: ['С юбилеем, мама', 'Happy birthday, Mum'] } }] },
    {
      lines: [
        { product: 'eclairs', quantity: 30 },
        { product: 'cupcakes', quantity: 24, choices: ['vanilla'] },
      ],
    },
    { lines: [{ product: 'berry', quantity: 2.5, choices: ['raspberry', 'fresh'] }] },
    {
      lines: [
        { product: 'chocolate', quantity: 4 },
        { product: 'macarons', quantity: 3 },
      ],
    },
    { lines: [{ product: 'bento', quantity: 2, answers: { text: ['Ты лучший', 'You are the best'] } }] },
    { lines: [{ product: 'medovik', quantity: 1.5 }] },
    {
      lines: [
        {
          product: 'wedding',
          quantity: 8,
          choices: ['velvet'],
          answers: { names: ['Ольга и Роман', 'Olga and Roman'] },
        },
        { product: 'cupcakes', quantity: 40, choices: ['vanilla'] },
      ],
    },
    { lines: [{ product: 'berry', quantity: 2, choices: ['cherry'], answers: { text: ['5 лет', 'Five today'] } }] },
    {
      lines: [
        { product: 'cupcakes', quantity: 36, choices: ['cocoa'] },
        { product: 'gingerbread', quantity: 36 },
      ],
    },
    { lines: [{ product: 'chocolate', quantity: 2 }] },
    { lines: [{ product: 'eclairs', quantity: 30 }] },
    { lines: [{ product: 'berry', quantity: 3, choices: ['blueberry', 'figures'] }] },
    {
      lines: [
        { product: 'medovik', quantity: 3 },
        { product: 'macarons', quantity: 2 },
      ],
    },
    { lines: [{ product: 'bento', quantity: 4, answers: { text: ['Команде', 'To the team'] } }] },
    { lines: [{ product: 'berry', quantity: 2, choices: ['cherry'] }] },
    {
      lines: [
        { product: 'cupcakes', quantity: 12, choices: ['vanilla'] },
        { product: 'eclairs', quantity: 12 },
      ],
    },
    { lines: [{ product: 'medovik', quantity: 2.5, answers: { text: ['Люде 60', 'Lucy 60'] } }] },
    {
      lines: [
        {
          product: 'chocolate',
          quantity: 3,
          wishes: ['Без орехов: у ребёнка аллергия', 'No nuts: a child is allergic'],
        },
      ],
    },
    {
      lines: [
        { product: 'eclairs', quantity: 30 },
        { product: 'cupcakes', quantity: 24, choices: ['cocoa'] },
      ],
    },
    {
      lines: [
        { product: 'berry', quantity: 2, choices: ['raspberry'], answers: { text: ['Соне 3 года', 'Sophie is 3'] } },
      ],
    },
    { lines: [{ product: 'medovik', quantity: 2 }] },
    {
      lines: [
        {
          product: 'wedding',
          quantity: 6.5,
          choices: ['cheese'],
          answers: { names: ['Мария и Илья', 'Mary and Elias'] },
        },
      ],
      note: ['Доставка на площадку к 14:00', 'Deliver to the venue by 2 pm'],
    },
    { lines: [{ product: 'cupcakes', quantity: 48, choices: ['vanilla'] }] },
    { lines: [{ product: 'bento', quantity: 6, answers: { text: ['С днём учителя', 'Thank you, teacher'] } }] },
    {
      lines: [
        { product: 'chocolate', quantity: 2.5, wishes: ['Цвет глазури согласуем', 'Colour of the glaze to be agreed'] },
      ],
    },
    { lines: [{ product: 'berry', quantity: 5, choices: ['blueberry'] }] },
    { lines: [{ product: 'wedding', quantity: 9, choices: ['velvet'] }] },
    {
      lines: [
        {
          product: 'berry',
          quantity: 2,
          choices: ['raspberry', 'fresh'],
          answers: { text: ['Бабушке', 'For Granny'] },
        },
        { product: 'macarons', quantity: 1 },
      ],
    },
  ],
  requests: { received: { flour: 50, sugar: 30, boxes: 60 }, sent: { cheese: 12, sugar: 50 } },
  floor: {
    problem: ['Крем расслоился, ждём свежие сливки', 'The cream has split, waiting for fresh cream'],
    lost: ['Бисквит осел', 'The sponge has sunk'],
  },
  talk: {
    note: ['Клиент просил позвонить перед доставкой', 'The client asked for a call before delivery'],
    question: ['Добрый день! Успеете к субботе?', 'Hello! Will it be ready for Saturday?'],
    answer: ['Здравствуйте! Да, испечём накануне.', 'Hello! Yes, we bake it the day before.'],
    waiting: ['Спасибо! А надпись можно сделать золотом?', 'Thank you! Could the lettering be in gold?'],
  },
  shop: {
    welcome: [
      'Торты и пирожные на заказ. Печём с вечера, отдаём свежими.',
      'Cakes and pastries to order. Baked overnight, handed over fresh.',
    ],
    pickUp: ['Вход со двора, под зелёным навесом', 'Through the yard, under the green awning'],
    delivery: ['По городу до 21:00, крупные заказы бесплатно', 'In town until 9 pm, free for larger orders'],
  },
};
