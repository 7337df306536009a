import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import sharp from 'sharp';
import type { Answer, Caller, Session } from './caller.js';
import { docxOf, readDocx, type DocxOptions } from './docx.js';
import {
  line,
  makeClient,
  makeOrder,
  partsOf,
  type HistoryBody,
  type OrderBody,
  type PageBody,
  type PartBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';
import { pixelsOf, qrCodesIn } from './qr.js';
import { addFile, BYTES, fetchBytes } from './uploads.js';

interface TemplateBody {
  id: string;
  version: number;
  name: string;
  kind: 'order' | 'part';
  lang: 'ru' | 'en';
  isShipped?: boolean;
  versions: { revision: number; fileName: string; sha256: string }[];
  tags: { name: string; isList: boolean; isUnknown?: boolean; nearest?: string }[];
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let order: OrderBody;
let part: PartBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  const master = await workshop.as('master');
  const client = await makeClient(manager, { company: 'Ромашка & Ко <ООО>', phone: '+7 912 345-67-89' });
  const route = await admin.post<{ id: string }>('/routes', {
    name: 'Гравировка',
    stages: [
      { name: 'Резка', workCentre: 'Станок', setUpMinutes: 10, minutesPerUnit: 2.5, masterIds: [] },
      {
        name: 'Гравировка',
        workCentre: 'Лазер',
        setUpMinutes: 0,
        minutesPerUnit: 1,
        masterIds: [],
        instruction: 'Фокус 50',
      },
    ],
  });
  order = await makeOrder(manager, {
    clientId: client.id,
    dueAt: '2026-12-24T21:00:00.000Z',
    deliveryAddress: 'Тверь, Советская, 1',
    items: [
      line({ title: 'Кружка «Анне»', quantity: 2, unitPrice: 61_050, masterId: master.id, routeId: route.body.id }),
      line({ title: 'Доставка', quantity: 1, unit: 'раз', unitPrice: 122, needsNoWork: true }),
    ],
  });
  expect((await manager.post(`/orders/${order.id}/status`, { status: 'confirmed' })).status).toBe(200);
  expect((await manager.post(`/orders/${order.id}/status`, { status: 'in_production' })).status).toBe(200);
  [part] = (await partsOf(admin, order.id)) as [PartBody];
});

afterAll(() => workshop.close());

async function shipped(name: string, by: Caller = manager): Promise<TemplateBody> {
  const { body } = await by.get<TemplateBody[]>('/templates');
  return body.find((template) => template.name === name) as TemplateBody;
}

/** Sends a file as a template. */
function send<T = TemplateBody>(
  bytes: Uint8Array,
  fields: Partial<Record<'name' | 'kind' | 'lang' | 'fileName', string>> = {},
  by: Caller = manager,
): Promise<Answer<T>> {
  const query = new URLSearchParams({ name: 'Своё', kind: 'order', lang: 'ru', fileName: 'своё.docx', ...fields });
  return by.send<T>('POST', `/templates?${query}`, Uint8Array.from(bytes), BYTES);
}

async function sent(
  body: string,
  fields: Parameters<typeof send>[1] = {},
  options?: DocxOptions,
): Promise<TemplateBody> {
  const answer = await send(await docxOf(body, options), fields);
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body;
}

/** Somebody who holds these permissions and no others. */
async function withPermissions(permissions: readonly string[]): Promise<Session> {
  const name = `reader${permissions.join('').replace(/\W/g, '')}`;
  if (!(await workshop.roleId(name))) await workshop.addRole(name, permissions);
  return workshop.as(name);
}

async function refusedFor(bytes: Uint8Array): Promise<string> {
  const { status, body } = await send<Problem>(bytes);
  expect([status, body.code]).toEqual([422, 'template.unreadable']);
  const { reason, tag } = body.params as { reason: string; tag?: string };
  return [reason, tag].filter(Boolean).join(' ');
}

async function make(
  template: Pick<TemplateBody, 'id'>,
  subjectId: string,
  by: Session = manager,
): ReturnType<typeof readDocx> {
  const { status, bytes, headers } = await fetchBytes(by, `/templates/${template.id}/document?subjectId=${subjectId}`);
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('wordprocessingml.document')]);
  return readDocx(bytes);
}

describe('templates that come with the product', () => {
  it('are three, each in Russian and in English, and hold no tag that is unknown', async () => {
    const { body } = await manager.get<TemplateBody[]>('/templates');
    const [ru, en] = [body.filter(({ lang }) => lang === 'ru'), body.filter(({ lang }) => lang === 'en')];
    expect(ru.map(({ name }) => name)).toEqual(['Маршрутный лист', 'Наряд', 'Коммерческое предложение']);
    expect(en.map(({ name }) => name)).toEqual(['Route sheet', 'Work order', 'Offer letter']);
    expect(body.flatMap(({ tags }) => tags.filter(({ isUnknown }) => isUnknown))).toEqual([]);
    for (const { id, tags, isShipped } of body) {
      expect(isShipped).toBe(true);
      const { status, bytes } = await fetchBytes(manager, `/templates/${id}/file`);
      expect(status).toBe(200);
      const again = await send(bytes, { kind: body.find((one) => one.id === id)?.kind ?? 'order' }, admin);
      expect(again.body.tags.map(({ name }) => name).sort()).toEqual(tags.map(({ name }) => name).sort());
      await admin.delete(`/templates/${again.body.id}`);
    }
  });

  it('make an offer with prices, the total in words and the client as they are called', async () => {
    const { text } = await make(await shipped('Коммерческое предложение'), order.id);
    for (const said of [
      `к заказу № ${order.number}`,
      'Кому: Ромашка & Ко <ООО>',
      'Кружка «Анне»',
      '2 шт',
      '610,50 ₽',
      '1 221,00 ₽',
      'Итого: 1 222,22 ₽',
      'Одна тысяча двести двадцать два рубля 22 копейки',
      'Срок изготовления: 25 декабря 2026 г.',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/[{}]|undefined|Скидка/);
    const english = await make(await shipped('Offer letter'), order.id);
    expect(english.text).toContain('One thousand two hundred twenty-two rubles 22 kopecks');
    expect(english.text).toContain('It will be ready by December 25, 2026.');
  });

  it('make a route sheet with the stages of the part, and its code as a picture that opens it', async () => {
    const { text, pictures } = await make(await shipped('Маршрутный лист'), part.id);
    expect(text).toContain(`Маршрутный лист № ${part.number}`);
    expect(text).toContain('1\nРезка\nСтанок\n15\n2\nГравировка\nФокус 50\nЛазер\n2');
    const [code] = pictures;
    const [found] = await qrCodesIn(await pixelsOf(code as Buffer, 400));
    expect(found?.text).toMatch(new RegExp(`/p/${part.code}$`));
  });

  it('make a work order of the items with their master and norm, without a sum', async () => {
    const { text, pictures } = await make(await shipped('Наряд'), order.id);
    expect(text).toContain('1\nКружка «Анне»');
    expect(text).toMatch(/2 шт\n.+\n17\n/);
    expect(text).not.toMatch(/₽/);
    const [found] = await qrCodesIn(await pixelsOf(pictures[0] as Buffer, 400));
    expect(found?.text).toMatch(new RegExp(`/orders/${order.id}$`));
  });

  it('are changed by nobody, and copied by who keeps templates', async () => {
    const { id } = await shipped('Наряд');
    for (const answer of [
      await admin.patch<Problem>(`/templates/${id}`, { name: 'Мой' }),
      await admin.delete<Problem>(`/templates/${id}`),
      await admin.post<Problem>(`/templates/${id}/archive`, { isArchived: true }),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'template.shipped']);
    const copy = await manager.post<TemplateBody>(`/templates/${id}/copies`, { name: 'Наряд цеха' });
    expect([copy.status, copy.body.isShipped]).toEqual([201, undefined]);
    expect((await make(copy.body, order.id)).text).toContain('Кружка «Анне»');
    await manager.delete(`/templates/${copy.body.id}`);
  });
});

describe('a template of the workshop', () => {
  it('tells which of its tags nothing is called, and what was probably meant', async () => {
    const template = await sent('{order.nubmer} {Итого} {client.name} {#items}{titel}{/items}');
    expect(template.tags).toEqual([
      { name: 'order.nubmer', isList: false, isUnknown: true, nearest: 'order.number' },
      { name: 'Итого', isList: false, isUnknown: true },
      { name: 'client.name', isList: false },
      { name: 'items', isList: true },
      { name: 'titel', isList: false, isUnknown: true, nearest: 'title' },
    ]);
    const { text } = await make(template, order.id);
    expect(text).toBe('Ромашка & Ко <ООО>');
  });

  it('repeats items within paragraphs and rows, and parts within their items', async () => {
    const template = await sent(
      '{#items}{position}. {title}: {#parts}{number} {#stages}{name} {plannedMinutes}; {/stages}{/parts}{/items}\n{#parts}{code}{/parts}',
    );
    const { text } = await make(template, order.id);
    expect(text).toContain(`1. Кружка «Анне»: ${part.number} Резка 15; Гравировка 2;`);
    expect(text).toContain('2. Доставка:');
  });

  it('puts in the logo, and the picture of an item as wide as the tag asks', async () => {
    const picture = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#a04020' } })
      .png()
      .toBuffer();
    await addFile(manager, { subject: 'Order', subjectId: order.id, itemId: order.items[0]?.id ?? '' }, picture);
    const template = await sent('{#items}{picture [width: 25.4]}{/items}');
    const { xml, pictures } = await make(template, order.id);
    expect(pictures).toHaveLength(1);
    const [extent] = /<wp:extent[^>]*>/.exec(xml) ?? [];
    expect(extent).toBe('<wp:extent cx="914400" cy="457200"/>');
  });

  it('keeps its former files, and makes documents by the present one', async () => {
    const template = await sent('Первый {order.number}');
    const second = await manager.send<TemplateBody>(
      'POST',
      `/templates/${template.id}/versions?fileName=b.docx`,
      Uint8Array.from(await docxOf('Второй {order.number}')),
      BYTES,
    );
    expect(second.body.versions.map(({ revision, fileName }) => [revision, fileName])).toEqual([
      [1, 'своё.docx'],
      [2, 'b.docx'],
    ]);
    expect((await make(template, order.id)).text).toBe(`Второй ${order.number}`);
    const former = await fetchBytes(manager, `/templates/${template.id}/file?revision=1`);
    expect((await readDocx(former.bytes)).text).toBe('Первый {order.number}');
    const { body } = await manager.get<PageBody<HistoryBody>>(`/templates/${template.id}/history`);
    expect(body.items.map(({ action }) => action)).toEqual(['changed', 'created']);
    expect(JSON.stringify(body)).not.toContain('contentId');
  });

  it('makes each document anew, and answers with the whole of it whatever part is asked for', async () => {
    const template = await sent('{order.number}');
    const path = `/templates/${template.id}/document?subjectId=${order.id}`;
    const { status, headers, bytes } = await fetchBytes(manager, path, { range: 'bytes=0-9' });
    expect([status, headers.get('cache-control'), headers.get('content-length')]).toEqual([
      200,
      'no-store',
      String(bytes.length),
    ]);
    expect((await readDocx(bytes)).text).toBe(String(order.number));
  });

  it('makes nothing once it is archived', async () => {
    const template = await sent('{order.number}');
    await manager.post(`/templates/${template.id}/archive`, { isArchived: true });
    const answer = await manager.get<Problem>(`/templates/${template.id}/document?subjectId=${order.id}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'template.archived']);
    const { body } = await manager.get<TemplateBody[]>('/templates');
    expect(body.map(({ id }) => id)).not.toContain(template.id);
  });

  it('gives away nothing of the objects by which it is filled', async () => {
    const template = await sent(
      '{constructor}{__proto__}{order.constructor}{#items}{toString}{constructor.name}{/items}!',
    );
    expect((await make(template, order.id)).text).toBe('!');
  });
});

describe('a file that people send as a template', () => {
  it('is refused with words where it is no document of Word', async () => {
    expect(await refusedFor(Buffer.from('PK nothing'))).toBe('damaged');
    expect(await refusedFor(Buffer.from('Здравствуйте'))).toBe('no_docx');
    expect(await refusedFor(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]))).toBe('no_docx');
    expect(await refusedFor(await docxOf('a', { mainType: 'sheet.main' }))).toBe('no_docx');
  });

  it('is refused with macros, however it is called', async () => {
    expect(await refusedFor(await docxOf('a', { files: { 'word/vbaProject.bin': 'x' } }))).toBe('macros');
    const type = {
      mainType: 'document.main',
      files: { '[Content_Types].xml': '<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' },
    };
    expect(await refusedFor(await docxOf('a', type))).toBe('macros');
  });

  it('is refused where it would fetch something when it is opened, and forgets the template of Word it was made from', async () => {
    const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const external = (type: string, target: string): string =>
      `<Relationship Id="rId9" Type="${R}/${type}" Target="${target}" TargetMode="External"/>`;
    expect(await refusedFor(await docxOf('a', { relationships: external('image', 'http://evil.example/x.png') }))).toBe(
      'external http://evil.example/x.png',
    );
    const field =
      '<w:p><w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd</w:instrText></w:r></w:p>';
    expect(await refusedFor(await docxOf(field))).toBe('external DDEAUTO');
    const template = await sent(
      '{order.number}',
      {},
      {
        relationships: external('hyperlink', 'https://example.org'),
        files: {
          'word/settings.xml': `<w:settings xmlns:w="x" xmlns:r="${R}"><w:attachedTemplate r:id="rId1"/><w:zoom/></w:settings>`,
          'word/_rels/settings.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${external('attachedTemplate', 'file:///C:/a.dotm')}</Relationships>`,
        },
      },
    );
    const { bytes } = await fetchBytes(manager, `/templates/${template.id}/document?subjectId=${order.id}`);
    expect(bytes.toString('latin1')).not.toContain('a.dotm');
    expect((await readDocx(bytes)).names).toContain('word/settings.xml');
  });

  it('is refused where it unpacks to more than a document holds, and where its names lead out of it', async () => {
    expect(await refusedFor(await docxOf('a', { files: { 'word/b.xml': Buffer.alloc(80 * 1024 * 1024) } }))).toBe(
      'too_large',
    );
    expect(await refusedFor(await docxOf('a', { files: { 'word/b.xml': Buffer.alloc(8 * 1024 * 1024) } }))).toBe(
      'too_large',
    );
    const many = Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`word/${index}.xml`, '']));
    expect(await refusedFor(await docxOf('a', { files: many }))).toBe('too_large');
    const escaping = (await docxOf('a', { files: { 'word/aa/bb.xml': 'x' } }))
      .toString('latin1')
      .replaceAll('word/aa/bb', '../../aa/bb');
    expect(await refusedFor(Buffer.from(escaping, 'latin1'))).toMatch(/damaged|no_docx/);
  });

  it('may nest as deep as Word does, and no deeper', async () => {
    const nested = (depth: number): string =>
      `${'<w:sdt><w:sdtContent>'.repeat(depth)}<w:p><w:r><w:t>{order.number}</w:t></w:r></w:p>${'</w:sdtContent></w:sdt>'.repeat(depth)}`;
    const template = await sent(nested(15));
    expect((await make(template, order.id)).text).toBe(String(order.number));
    expect(await refusedFor(await docxOf(nested(60)))).toBe('too_deep');
    expect(await refusedFor(await docxOf(nested(20_000)))).toMatch(/too_deep|damaged|too_large/);
  });

  it('is refused for a list without an end and an end without a list, by name', async () => {
    expect(await refusedFor(await docxOf('{#items}{title}'))).toBe('unclosed {#items}');
    expect(await refusedFor(await docxOf('{title}{/items}'))).toBe('unopened {/items}');
  });

  it('is refused for more tags than a template has, and for what is too long to be one', async () => {
    const many = Array.from({ length: 501 }, (_, index) => `{метка ${index}}`).join('');
    expect(await refusedFor(await docxOf(many))).toBe('many_tags');
    expect(await refusedFor(await docxOf(`{${'а'.repeat(201)}}`))).toMatch(/^braces \{а+$/);
  });

  it('is filled in bounded time where lists stand within lists', async () => {
    const template = await sent('{#items}'.repeat(12) + '{title}' + '{/items}'.repeat(12));
    expect((await make(template, order.id)).text).toBe('');
  });
});

describe('who makes documents', () => {
  it('needs what the kind of template tells of', async () => {
    const master = await workshop.as('master');
    expect((await master.get('/templates')).status).toBe(403);
    const onlyParts = await withPermissions(['parts:read']);
    const { body } = await onlyParts.get<TemplateBody[]>('/templates');
    expect(body.map(({ kind }) => kind)).toEqual(['part', 'part']);
    const { id } = await shipped('Наряд');
    expect((await onlyParts.get(`/templates/${id}/document?subjectId=${order.id}`)).status).toBe(404);
    expect((await send(await docxOf('a'), {}, onlyParts)).status).toBe(403);
  });

  it('gets neither prices nor contacts that they may not read, and the list of tags says which those are', async () => {
    const template = await sent(
      '[{order.number}|{order.total}|{order.totalInWords}|{order.paid}|{order.deliveryAddress}|{client.name}|{client.phone}{#items}|{title}{price}{total}{gross}{/items}{#parts}{number}{/parts}]',
    );
    const seller = await withPermissions(['orders:read']);
    expect((await make(template, order.id, seller)).text).toBe(
      `[${order.number}|||||${order.clientName}||Кружка «Анне»|Доставка]`,
    );
    const { body } = await seller.get<{ name: string; readBy?: string }[]>('/templates/tags?kind=order');
    const needed = new Map(body.map(({ name, readBy }) => [name, readBy]));
    expect([needed.get('order.total'), needed.get('client.phone'), needed.get('order.number')]).toEqual([
      'orders:prices',
      'clients:contacts',
      undefined,
    ]);
    const floor = await withPermissions(['parts:read']);
    const sheet = await sent('[{part.title}|{order.number}|{client.name}|{client.phone}]', { kind: 'part' });
    expect((await make(sheet, part.id, floor)).text).toBe('[Кружка «Анне»|||]');
    expect((await make(sheet, part.id)).text).toBe(
      `[Кружка «Анне»|${order.number}|Ромашка & Ко <ООО>|+7 912 345-67-89]`,
    );
  });

  it('is told of by the journal', async () => {
    const { body } = await admin.get<PageBody<HistoryBody>>('/journal?action=printed');
    const [latest] = body.items;
    expect([latest?.action, latest?.params]).toEqual(['printed', { file: `Своё ${part.number}.docx`, count: 1 }]);
  });
});
