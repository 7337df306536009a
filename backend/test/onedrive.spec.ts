import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import type { OneDriveFolder, OneDriveFound } from '../src/onedrive/onedrive.dto.js';
import type { Session } from './caller.js';
import { GraphServer, refusing } from './graph-server.js';
import { TestWorkshop } from './harness.js';

let graph: GraphServer;
let workshop: TestWorkshop;
let admin: Session;
let manager: Session;

beforeAll(async () => {
  graph = await GraphServer.start();
  workshop = await TestWorkshop.open(graph.settings);
  [admin, manager] = [await workshop.asAdmin(), await workshop.as('manager')];
});
afterAll(async () => {
  await workshop.close();
  await graph.stop();
});

describe('the OneDrive of the workshop', () => {
  it('is looked through folder by folder', async () => {
    const id = graph.put('Прайсы/Прайс #1 100%.xlsx', 'price');
    const root = (await admin.get<OneDriveFolder>('/onedrive/files')).body;
    expect(root).toEqual({ isWhole: true, items: [expect.objectContaining({ name: 'Прайсы', isFolder: true })] });
    const inner = (await admin.get<OneDriveFolder>(`/onedrive/files?folder=${root.items[0]?.id}`)).body;
    expect(inner.items).toEqual([
      {
        id,
        name: 'Прайс #1 100%.xlsx',
        isFolder: false,
        size: 5,
        changedAt: '2026-11-30T09:00:00.000Z',
        webUrl: `https://romashka-my.sharepoint.com/${id}`,
      },
    ]);
  });

  it('refuses what is no folder, with the field or with what is the matter', async () => {
    const malformed = await admin.get<Problem>('/onedrive/files?folder=a/b');
    expect([malformed.status, malformed.body.errors?.[0]?.field]).toEqual([400, 'folder']);
    const missing = await admin.get<Problem>('/onedrive/files?folder=01NOTHERE');
    expect([missing.status, missing.body.code]).toEqual([422, 'onedrive.missing']);
  });

  it('is seen by whoever keeps templates, checked by whoever sets the workshop up, and neither by a master', async () => {
    const master = await workshop.as('master');
    expect((await manager.get('/onedrive/files')).status).toBe(200);
    expect((await master.get('/onedrive/files')).status).toBe(403);
    for (const other of [manager, master]) expect((await other.post('/onedrive/check', {})).status).toBe(403);
  });

  it('is on the list of what is set up, and is checked, some times in a row', async () => {
    const { body } = await admin.get<{ topic: string }[]>('/workshop/setup');
    expect(body.find(({ topic }) => topic === 'onedrive')).toEqual({
      topic: 'onedrive',
      state: 'done',
      isDone: true,
      value: graph.settings.MS_ONEDRIVE_USER_ID,
    });
    const { status, body: found } = await admin.post<OneDriveFound>('/onedrive/check', {});
    expect([status, found]).toEqual([200, { owner: 'Анна Петрова', remaining: 5e9 }]);
    graph.fail(/createUploadSession$/, refusing(403, 'accessDenied'));
    const refused = await admin.post<Problem>('/onedrive/check', {});
    expect([refused.status, refused.body.code]).toEqual([422, 'onedrive.forbidden']);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await admin.post('/onedrive/check', {})).status);
    expect(statuses).toContain(429);
  });

  it('keeps its secret out of everything that is stored', async () => {
    const collections = await workshop.connection.listCollections();
    for (const { name } of collections) {
      const documents = await workshop.connection.collection(name).find().toArray();
      expect({ name, has: JSON.stringify(documents).includes(graph.settings.MS_CLIENT_SECRET) }).toEqual({
        name,
        has: false,
      });
    }
  });
});

describe('a workshop without OneDrive', () => {
  it('says that it has none', async () => {
    const other = await TestWorkshop.open();
    const caller = await other.asAdmin();
    const { status, body } = await caller.get<Problem>('/onedrive/files');
    expect([status, body.code]).toEqual([422, 'onedrive.not_set_up']);
    await other.close();
  });
});
