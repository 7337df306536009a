import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spellCode } from '@verstak/domain';
import { loadImage } from '@napi-rs/canvas';
import { refusal, type Session } from './caller.js';
import { line, makeOrderInWork, partsOf, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { pixelsOf, qrCodesIn } from './qr.js';

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
        const { body } = await by.get<PartBody>(`/parts/by-code/${encodeURIComponent(typed)}`);
        expect([typed, body.id]).toEqual([typed, part.id]);
      }
    const hidden = await colleague.get(`/parts/by-code/${part.code}`);
    expect([hidden.status, refusal(hidden).detail]).toEqual([404, `There is no part ${spellCode(part.code)}.`]);
  });

  it('that nothing has is told apart from what is no code', async () => {
    const unknown = await manager.get('/parts/by-code/YYYYYYYY');
    expect([unknown.status, refusal(unknown).code]).toEqual([404, 'not_found']);
    for (const nonsense of ['123', 'ЖЖЖЖЖЖЖЖ', `${part.code}0`, '%00']) {
      const refused = await manager.get(`/parts/by-code/${encodeURIComponent(nonsense)}`);
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

  it.each(['63', '2049', '1.5', 'x', ''])('is in no picture of %s pixels', async (size) => {
    const refused = await manager.get(`/parts/${part.id}/code.png?size=${size}`);
    expect([refused.status, refusal(refused).errors?.[0]?.field]).toEqual([400, 'size']);
  });
});
