import { Injectable } from '@nestjs/common';
import type { Permission } from '@verstak/domain';
import { ProductsService } from '../catalog/products.service.js';
import { DEMO_REQUEST } from '../demo/demo-call.js';
import { OrderListQuery } from '../orders/order.dto.js';
import { OrdersService } from '../orders/orders.service.js';
import { callerPermissions, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { ListQuery } from '../platform/lists/paging.js';
import { LABEL_FILE } from '../production/labels/label-file.js';
import { PartListQuery } from '../production/part.dto.js';
import { ProductionService } from '../production/production.service.js';
import { RouteListQuery } from '../routes/route.dto.js';
import { RoutesService } from '../routes/routes.service.js';
import { UserListQuery } from '../users/user.dto.js';
import { UsersService } from '../users/users.service.js';
import type { SetupState, SetupTopic } from '../workshop/setup.dto.js';
import { Setup } from '../workshop/setup.service.js';
import { DEFAULT_NAME } from '../workshop/workshop-start.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { FIRST_HOUR_TASKS, type FirstHourStep, type FirstHourTask } from './first-hour.dto.js';

/** So many of the newest are looked at: a demo brings fewer of any kind. */
const LOOKED_AT = 100;

/** Whose task it is, and how the data tells that it is done. */
interface TaskRule {
  needs: Permission;
  isDone: (setup: ReadonlyMap<SetupTopic, SetupState>) => Promise<boolean> | boolean;
}

/** How far a workshop is in its first hour: nothing is ticked by hand, the documents and the journal tell. */
@Injectable()
export class FirstHour {
  private readonly rules: Record<FirstHourTask, TaskRule> = {
    identity: { needs: 'workshop:change', isDone: async (setup) => setup.get('logo') === 'done' && this.isNamed() },
    // With the first order the currency is settled.
    reckoning: {
      needs: 'workshop:change',
      isDone: async (setup) => setup.get('reckoning') === 'done' || this.hasOrder(),
    },
    people: { needs: 'users:write', isDone: () => this.hasOthers() },
    route: {
      needs: 'routes:write',
      isDone: async () => this.isAnyOwn((await this.routes.list(newest(RouteListQuery))).items),
    },
    product: { needs: 'catalog:write', isDone: async () => this.isAnyOwn(await this.products.madeByRoute(LOOKED_AT)) },
    order: { needs: 'orders:write', isDone: () => this.hasOrder() },
    label: { needs: 'parts:read', isDone: () => this.journal.wasDone(['printed'], DEMO_REQUEST, LABEL_FILE) },
    scan: { needs: 'parts:work', isDone: () => this.journal.wasDone(['start', 'finish'], DEMO_REQUEST) },
    import: { needs: 'clients:write', isDone: () => this.journal.wasDone(['imported'], DEMO_REQUEST) },
    backup: {
      needs: 'workshop:change',
      isDone: (setup) => ['done', 'elsewhere'].includes(setup.get('backup') ?? ''),
    },
  };

  constructor(
    private readonly workshop: WorkshopService,
    private readonly setup: Setup,
    private readonly users: UsersService,
    private readonly routes: RoutesService,
    private readonly products: ProductsService,
    private readonly orders: OrdersService,
    private readonly production: ProductionService,
    private readonly journal: JournalService,
  ) {}

  /** The tasks of whoever asks, by their permissions. */
  async list(): Promise<FirstHourStep[]> {
    const held = callerPermissions();
    const setup = new Map((await this.setup.list()).map(({ topic, state }) => [topic, state]));
    const tasks = FIRST_HOUR_TASKS.filter((task) => held.has(this.rules[task].needs));
    return Promise.all(
      tasks.map(async (task) => ({
        task,
        isDone: await this.rules[task].isDone(setup),
        ...(task === 'label' ? await this.newestPart() : {}),
      })),
    );
  }

  private async isNamed(): Promise<boolean> {
    return (await this.workshop.get()).name !== DEFAULT_NAME;
  }

  /** Somebody else has an account. */
  private async hasOthers(): Promise<boolean> {
    const { userId } = signedInPerson();
    const { items } = await this.users.list(newest(UserListQuery));
    return this.isAnyOwn(items.filter(({ _id }) => _id.toHexString() !== userId));
  }

  private async hasOrder(): Promise<boolean> {
    return this.isAnyOwn((await this.orders.list(newest(OrderListQuery))).items);
  }

  private async newestPart(): Promise<Pick<FirstHourStep, 'partId'>> {
    const { items } = await this.production.list(newest(PartListQuery, 1));
    return items[0] ? { partId: items[0]._id.toHexString() } : {};
  }

  /** Whether one of these was not made by a demo. */
  private async isAnyOwn(documents: readonly Pick<Stored<object>, '_id'>[]): Promise<boolean> {
    const ids = documents.map(({ _id }) => _id.toHexString());
    return (await this.journal.madeBy(DEMO_REQUEST, ids)).length < ids.length;
  }
}

/** The documents of a list that were made last. */
function newest<Q extends ListQuery>(type: new () => Q, pageSize = LOOKED_AT): Q {
  return Object.assign(new type(), { pageSize, sort: '-createdAt' });
}
