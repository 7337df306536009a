import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { DemoState, Subject } from '@verstak/domain';
import type { Connection } from 'mongoose';
import { asSystem, signedInPerson } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict } from '../platform/failure/failure.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import type { WorkshopDemo } from '../workshop/workshop-demo.js';
import type { Workshop } from '../workshop/workshop.dto.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { makePassword } from './demo-cast.service.js';
import { DemoProgressRepository } from './demo-progress.js';
import { DemoRemoval } from './demo-removal.service.js';
import { DemoRunner } from './demo-runner.js';
import { makingOf } from './demo-work.js';
import type { DemoChoice, DemoKeeping, DemoPassword, DemoRemovalPreview, DemoStanding } from './demo.dto.js';

/** Without any of these, a workshop is empty. */
const WORK: readonly Subject[] = [
  'Client',
  'Order',
  'Part',
  'Route',
  'Category',
  'Product',
  'StockItem',
  'Supplier',
  'Offer',
  'SupplyRequest',
];

/** Most documents that are named which stay. */
const MOST_NAMED = 200;

/** A workshop of a trade to look at: it is chosen, looked at, and kept or removed. */
@Injectable()
export class DemoService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly workshop: WorkshopService,
    private readonly removal: DemoRemoval,
    private readonly progress: DemoProgressRepository,
    private readonly runner: DemoRunner,
    private readonly users: UsersService,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  async standing(): Promise<DemoStanding> {
    const { id } = await this.workshop.demo();
    const { step, percent } = (await this.progress.find(id)) ?? {};
    return { isEmpty: await this.isEmpty(), ...(step ? { step, percent: percent ?? 0 } : {}) };
  }

  /** Has a demo loaded, or begins without; 409 where there is one, or the workshop has work of its own already. */
  async choose({ trade, language }: DemoChoice): Promise<Workshop> {
    const { userId: chosenById } = signedInPerson();
    return this.transactions.run(async () => {
      if (!trade) return this.step([undefined, 'declined'], () => ({ state: 'declined' }));
      if (!(await this.isEmpty())) {
        const detail = 'The workshop has work of its own already; a demo is for an empty one.';
        throw Conflict('demo.not_empty', detail);
      }
      return this.step([undefined, 'declined'], () => {
        return { state: 'loading', trade, language, chosenById, chosenAt: new Date() };
      });
    });
  }

  /** The demo becomes the workshop's own. */
  async keep({ locksPeople }: DemoKeeping): Promise<Workshop> {
    const ids = locksPeople ? await this.peopleIds() : [];
    return this.transactions.run(async () => {
      await asSystem('the demo workshop', async () => {
        for (const id of ids) await this.users.change(id, { isActive: false });
      });
      return this.step(['loaded'], (demo) => ({ ...demo, state: 'kept' }));
    });
  }

  /** Has the demo removed. */
  async remove(): Promise<Workshop> {
    return this.step(['loaded'], (demo) => ({ ...demo, state: 'removing', refusal: undefined }));
  }

  /** What would go by kinds, and what would stay for whose sake. */
  async previewRemoval(): Promise<DemoRemovalPreview> {
    const { id, demo } = await this.workshop.demo();
    if (!demo?.trade) return { going: [], staying: [], stayingTotal: 0 };
    const { going, staying } = await asSystem('the demo workshop', () => this.removal.parting(makingOf(id, demo)));
    const counts = [...Map.groupBy(going, ({ kind }) => kind)].map(([kind, some]) => ({ kind, count: some.length }));
    const named = [...staying].slice(0, MOST_NAMED);
    const called = await this.removal.named([...new Set(named.flat())]);
    const shown = named.flatMap(([id, because]) => {
      const [one, reason] = [called.get(id), called.get(because)];
      if (!one || !reason) return [];
      const { kind: becauseKind, number: becauseNumber, name: becauseName } = reason;
      return [{ id, ...one, becauseKind, becauseNumber, becauseName }];
    });
    return { going: counts, staying: shown, stayingTotal: staying.size };
  }

  /** The people of the demo that are there. */
  async people(): Promise<User[]> {
    const ids = await this.peopleIds();
    return asSystem('the demo workshop', () => Promise.all(ids.map((id) => this.users.get(id))));
  }

  /** Makes a new password for the people of the demo, and ends their sessions; it is told this once and kept nowhere. */
  async makePassword(): Promise<DemoPassword> {
    const password = makePassword();
    const ids = await this.peopleIds();
    await asSystem('the demo workshop', () => this.users.setSharedPassword(ids, password));
    return { password };
  }

  private async peopleIds(): Promise<string[]> {
    const { id, demo } = await this.workshop.demo();
    return demo?.trade ? this.removal.people(makingOf(id, demo)) : [];
  }

  private async isEmpty(): Promise<boolean> {
    const collections = this.journal.kinds.filter(({ entity }) => WORK.includes(entity as Subject));
    const found = collections.map(({ collection }) => this.connection.collection(collection).findOne({}));
    return (await Promise.all(found)).every((one) => !one);
  }

  private async step(
    from: readonly (DemoState | undefined)[],
    become: (demo: WorkshopDemo | undefined) => WorkshopDemo,
  ): Promise<Workshop> {
    return this.transactions.run(async () => {
      this.transactions.whenCommitted(() => this.runner.wake());
      return this.workshop.changeDemo((demo) => {
        if (!from.includes(demo?.state)) throw inState(demo?.state);
        return become(demo);
      });
    });
  }
}

function inState(state: DemoState | undefined): Error {
  return Conflict('demo.state', `The demo is ${state ?? 'not chosen'}: this cannot be done with it now.`, { state });
}
