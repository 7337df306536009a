import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LABEL_PRESETS, labelBoxes, labelPlaces, MOST_LABELLED, spellCode, type LabelLayout } from '@verstak/domain';
import { loadImage } from '@napi-rs/canvas';
import { refusal, type Session } from './caller.js';
import { line, makeOrderInWork, partsOf, type PageBody, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { picturesOfPdf, textOfPdf, type PdfPicture } from './pdf.js';
import { pixelsOf, qrCodesIn, type FoundCode } from './qr.js';

const PUBLIC_URL = 'http://192.168.1.7:3000';

let workshop: TestWorkshop;
let manager: Session;
let master: Session;
let colleague: Session;
let part: PartBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ PUBLIC_URL });
  [manager, master, colleague] = [
    await workshop.as('manager'),
    await workshop.as('master'),
    await workshop.another('master'),
  ];
  const order = await makeOrderInWork(manager, master.id, [line({ title: 'Кронштейн' })]);
  [part] = (await partsOf(manager, order.id)) as [PartBody];
});

afterAll(() => workshop.close());

describe('the code of a part', () => {
  it('opens it, however it is typed, for whoever may read it', async () => {
    for (const typed of [part.code, spellCode(part.code).toLowerCase(), ` ${part.code}`])
      for (const by of [manager, master]) {
        const { body } = await by.get<PartBody>(`/part-codes/${encodeURIComponent(typed)}`);
        expect([typed, body.id]).toEqual([typed, part.id]);
      }
    const hidden = await colleague.get(`/part-codes/${part.code}`);
    expect([hidden.status, refusal(hidden).detail]).toEqual([404, `There is no part ${spellCode(part.code)}.`]);
  });

  it('that nothing has is told apart from what is no code', async () => {
    const unknown = await manager.get('/part-codes/YYYYYYYY');
    expect([unknown.status, refusal(unknown).code]).toEqual([404, 'not_found']);
    for (const nonsense of ['123', 'ЖЖЖЖЖЖЖЖ', `${part.code}0`, '%00']) {
      const refused = await manager.get(`/part-codes/${encodeURIComponent(nonsense)}`);
      expect([nonsense, refused.status, refusal(refused).errors?.[0]?.field]).toEqual([nonsense, 400, 'code']);
    }
  });

  it('stays, whatever becomes of the part', async () => {
    await master.post(`/parts/${part.id}/step`, { action: 'start' });
    await manager.patch(`/orders/${part.orderId}`, { items: [{ id: part.itemId, title: 'Кронштейн левый' }] });
    const { body } = await manager.get<PartBody>(`/parts/${part.id}`);
    expect([body.title, body.code]).toEqual(['Кронштейн левый', part.code]);
  });

  it.each(['code.svg', 'code.png', 'code.png?size=64', 'code.png?size=2048'])(
    'as %s leads a phone to it',
    async (name) => {
      const response = await fetch(`${workshop.url}/api/v1/parts/${part.id}/${name}`, {
        headers: { authorization: `Bearer ${master.accessToken}` },
      });
      const type = name.includes('svg') ? 'image/svg+xml' : 'image/png';
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
      const bytes = Buffer.from(await response.arrayBuffer());
      const side = Number(name.split('=')[1] ?? 512);
      const { width, height } = await loadImage(bytes);
      if (type === 'image/png') expect([width, height]).toEqual([side, side]);
      expect((await qrCodesIn(await pixelsOf(bytes, side))).map(({ text }) => text)).toEqual([
        `${PUBLIC_URL}/p/${part.code}`,
      ]);
    },
  );

  it('carries the address that is set, of which the screens know whether phones open it', async () => {
    const { body } = await master.get('/workshop');
    expect(body).toMatchObject({ url: PUBLIC_URL });
    expect(body).not.toHaveProperty('urlFault');
  });

  it.each(['63', '2049', '1.5', 'x', ''])('is in no picture of %s pixels', async (size) => {
    const refused = await manager.get(`/parts/${part.id}/code.png?size=${size}`);
    expect([refused.status, refusal(refused).errors?.[0]?.field]).toEqual([400, 'size']);
  });
});

const SHEET = LABEL_PRESETS[0].layout;
/** Dots of a millimetre: those of a printer of 300 dpi. */
const DOTS = 12;
/** What a cutter is off by. */
const EXACT_MM = 0.2;

async function print(body: object, by = manager): Promise<Uint8Array> {
  const response = await fetch(`${workshop.url}/api/v1/parts/labels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ layout: SHEET, ...body }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(Buffer.from(bytes).toString());
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return bytes;
}

/** How many parts of an order with names of all lengths. */
async function partsInWork(count: number): Promise<PartBody[]> {
  const items = Array.from({ length: count }, (_, index) =>
    line({
      title: ['Вал', 'Кронштейн левый усиленный', 'Электрошкафоуправление'.repeat(6), 'ほぞ', 'Ж'.repeat(200)][
        index % 5
      ],
      quantity: index + 1,
    }),
  );
  return partsOf(manager, (await makeOrderInWork(manager, master.id, items)).id);
}

/** How far, in millimetres, the dark corners of a code lie from where its label has them. */
function misplacement(found: FoundCode, { x, y }: { x: number; y: number }, layout: LabelLayout): number {
  const { code } = labelBoxes(layout);
  const quiet = (code.width * 4) / (29 + 8);
  const [left, top] = [x + code.x + quiet, y + code.y + quiet];
  const far = code.width - 2 * quiet;
  return Math.max(
    Math.abs(found.topLeft.x / DOTS - left),
    Math.abs(found.topLeft.y / DOTS - top),
    Math.abs(found.bottomRight.x / DOTS - left - far),
    Math.abs(found.bottomRight.y / DOTS - top - far),
  );
}

/** Dots of ink outside of the labels' places. */
function inkOutside({ pixels }: PdfPicture, places: readonly { x: number; y: number }[], layout: LabelLayout): number {
  const { width, data } = pixels;
  const isOn = (x: number, y: number): boolean =>
    places.some(
      (place) =>
        x >= place.x * DOTS - 1 &&
        y >= place.y * DOTS - 1 &&
        x <= (place.x + layout.labelWidth) * DOTS + 1 &&
        y <= (place.y + layout.labelHeight) * DOTS + 1,
    );
  let outside = 0;
  for (let at = 0; at < data.length; at += 4)
    if ((data[at] ?? 255) < 128 && !isOn((at / 4) % width, Math.floor(at / 4 / width))) outside += 1;
  return outside;
}

describe('labels on paper', () => {
  it.each([
    ['a4-24', 22, 5],
    ['a4-65', 5, 7],
    ['roll-43-25', 1, 2],
  ])('lie on %s where its labels are, and each is read', async (name, first, count) => {
    const layout: LabelLayout = LABEL_PRESETS.find((preset) => preset.name === name)?.layout ?? SHEET;
    const parts = (await partsInWork(count)).reverse();
    const bytes = await print({ ids: parts.map(({ id }) => id), layout, first });
    const places = labelPlaces(layout, first, parts.length);
    const pictures = await picturesOfPdf(bytes, DOTS);
    expect(pictures).toHaveLength((places.at(-1)?.page ?? 0) + 1);
    for (const [page, picture] of pictures.entries()) {
      expect([picture.width, picture.height]).toEqual([
        expect.closeTo(layout.pageWidth, 1),
        expect.closeTo(layout.pageHeight, 1),
      ]);
      const here = places.flatMap((place, index) => (place.page === page ? [{ place, part: parts[index] }] : []));
      const found = new Map((await qrCodesIn(picture.pixels)).map((code) => [code.text, code]));
      expect(found.size).toBe(here.length);
      for (const { place, part: { code = '' } = {} } of here) {
        const one = found.get(`${PUBLIC_URL}/p/${code}`);
        expect([code, one && misplacement(one, place, layout)]).toEqual([code, expect.any(Number)]);
        expect(one && misplacement(one, place, layout)).toBeLessThan(EXACT_MM);
      }
      expect(
        inkOutside(
          picture,
          here.map(({ place }) => place),
          layout,
        ),
      ).toBe(0);
    }
  });

  it('say what people need: code, name, quantity, order and day', async () => {
    const order = await makeOrderInWork(manager, master.id, [
      line({ title: 'Кронштейн левый', quantity: 2.5, unit: 'м' }),
    ]);
    await manager.patch(`/orders/${order.id}`, { dueAt: '2026-12-24T21:00:00.000Z' });
    const [{ id, code } = { id: '', code: '' }] = await partsOf(manager, order.id);
    const [ru] = await textOfPdf(await print({ ids: [id], copies: 2 }));
    expect(ru).toMatch(new RegExp(`${spellCode(code)}.*${spellCode(code)}`));
    for (const said of ['Кронштейн левый', '2,5 м', `№ ${order.number}`, 'до 25 дек.']) expect(ru).toContain(said);
    const [en] = await textOfPdf(await print({ ids: [id], lang: 'en' }));
    for (const said of ['2.5 м', 'due Dec 25']) expect(en).toContain(said);
  });

  it('are printed of own parts by a master, and the journal tells how many', async () => {
    await print({ ids: [part.id], copies: 3 }, master);
    const refused = await colleague.post('/parts/labels', { ids: [part.id], layout: SHEET });
    expect([refused.status, refusal(refused).code]).toEqual([404, 'not_found']);
    const admin = await workshop.asAdmin();
    const { body } = await admin.get<PageBody<object>>('/journal?action=printed&pageSize=1');
    expect(body.items[0]).toMatchObject({ params: { file: 'etiketki_3.pdf', count: 3 }, actor: { id: master.id } });
  });

  it.each([
    [
      'layout.columns',
      { layout: { ...SHEET, gapX: 1 } },
      '3 columns of labels need 212 mm with margin and gaps, and the page is 210 mm wide',
    ],
    ['layout.rows', { layout: { ...SHEET, top: 5 } }, '8 rows of labels need 301 mm'],
    ['layout.labelWidth', { layout: { ...SHEET, labelWidth: 24 } }, ''],
    ['layout.gapY', { layout: { ...SHEET, gapY: 0.001 } }, ''],
    ['layout', {}, ''],
    ['first', { layout: SHEET, first: 25 }, 'one of the 24 places'],
    ['copies', { layout: SHEET, copies: 101 }, ''],
    ['ids', { layout: SHEET, ids: [] }, ''],
    ['ids', { layout: SHEET, ids: Array<string>(2).fill('0'.repeat(24)) }, ''],
    [
      'ids',
      { layout: SHEET, ids: Array.from({ length: MOST_LABELLED + 1 }, (_, n) => n.toString(16).padStart(24, '0')) },
      '',
    ],
  ])('are refused by %s, in words', async (field, body, words) => {
    const refused = await manager.post('/parts/labels', { ids: [part.id], ...body });
    expect([refused.status, refusal(refused).errors?.map((fault) => fault.field)]).toEqual([400, [field]]);
    expect(refusal(refused).errors?.[0]?.message).toContain(words);
  });

  it('of more than can be printed at once are refused by how many they are', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => n.toString(16).padStart(24, '0'));
    const refused = await manager.post('/parts/labels', { ids, layout: SHEET, copies: 100 });
    expect([refused.status, refusal(refused).errors?.[0]]).toMatchObject([400, { field: 'copies', rule: 'maxLabels' }]);
  });
});
