import { Injectable, Logger } from '@nestjs/common';
import { addDays, dayIn, hoursInto, isBusyDemo, type DemoStep } from '@verstak/domain';
import { asSystem, runCall, VISITOR } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import { Config } from '../platform/config/config.module.js';
import type { Piece } from '../platform/database/leased-work.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure } from '../platform/failure/failure.js';
import type { WorkshopDemo } from '../workshop/workshop-demo.js';
import { WorkshopChange } from '../workshop/workshop.dto.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { acting, requestOf, said } from './demo-call.js';
import { DemoCast } from './demo-cast.service.js';
import { DemoGoods } from './demo-goods.service.js';
import { DemoProgressRepository } from './demo-progress.js';
import { DemoRemoval, type Making } from './demo-removal.service.js';
import { DemoTelling } from './demo-telling.service.js';
import { tongueOf } from './demo-tongue.js';
import type { TradePlan } from './trades/trade-plan.js';
import { TRADE_PLANS } from './trades/trades.js';

/** How often work is begun that ends its process each time. */
const MOST_ATTEMPTS = 3;

/** A demo that is being loaded or removed. */
interface Job {
  id: string;
  demo: WorkshopDemo;
  making: Making;
}

/** What is done to a demo while nobody waits for it: it is loaded or removed. */
@Injectable()
export class DemoWork {
  private readonly logger = new Logger(DemoWork.name);

  constructor(
    private readonly workshop: WorkshopService,
    private readonly progress: DemoProgressRepository,
    private readonly cast: DemoCast,
    private readonly goods: DemoGoods,
    private readonly telling: DemoTelling,
    private readonly removal: DemoRemoval,
    private readonly principals: Principals,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async isWaiting(): Promise<boolean> {
    return isBusyDemo((await this.workshop.demo()).demo?.state);
  }

  /** Takes over what waits. What a killed process has left half done is begun again from nothing. */
  async take(): Promise<Piece | undefined> {
    const { id, demo } = await this.workshop.demo();
    return demo && isBusyDemo(demo.state) ? () => this.carryOut(id, demo) : undefined;
  }

  private async carryOut(id: string, demo: WorkshopDemo): Promise<void> {
    const job = { id, demo, making: makingOf(id, demo) };
    const attempts = await this.progress.begin(id);
    try {
      if (attempts > MOST_ATTEMPTS) throw new Error('The work on a demo was broken off again and again');
      if (demo.state === 'removing') await this.remove(job);
      else await this.load(job, attempts);
    } catch (error) {
      await this.refused(job, error);
    }
    await this.progress.end(id);
  }

  private async load(job: Job, attempts: number): Promise<void> {
    const { id, demo, making } = job;
    const { trade, language = 'ru', chosenById } = demo;
    const chooser = chosenById ? await this.principals.active(String(chosenById)) : undefined;
    if (!trade || !chooser)
      throw new Failure('auth.session_ended', { detail: 'Whoever chose it may sign in no more.' });
    if (attempts > 1) await this.erase(job, 'clearing');
    const now = new Date();
    const [plan, tongue] = [TRADE_PLANS[trade], tongueOf(language, this.config.currency, this.config.currencyDigits)];
    const opened = hoursInto(addDays(dayIn(this.config.timeZone, now), -57), 9, this.config.timeZone);
    const { requestId } = making;
    const asChooser = <T>(work: () => Promise<T>): Promise<T> => acting(requestId, chooser, opened, work);
    const whole = <T>(work: () => Promise<T>): Promise<T> => asChooser(() => this.transactions.run(work));

    await this.progress.tell(id, 'stock', 0);
    const supplierId = await asChooser(() => this.goods.addSupplier(plan, tongue));
    const materials = await whole(() => this.goods.addMaterials(plan, supplierId, tongue));
    await this.progress.tell(id, 'people', 10);
    const cast = await asChooser(() => this.cast.add(plan.people, supplierId, tongue));
    const [first, second] = cast.masters;
    await this.progress.tell(id, 'catalog', 25);
    const catalog = await whole(() => this.goods.addCatalog(plan, [first.userId, second.userId], materials, tongue));
    await this.progress.tell(id, 'pictures', 35);
    await asChooser(() => this.goods.addPictures(plan, catalog.products, tongue));
    const goods = { supplierId, ...catalog };
    const tell = (share: number): Promise<void> => this.progress.tell(id, 'story', 50 + Math.floor(share * 45));
    await tell(0);
    await this.telling.tell({ requestId, plan, cast, goods, tongue, now }, tell);
    await this.progress.tell(id, 'shop', 96);
    await asChooser(() => this.fillShop(plan));
    await this.settle(job, (now) => ({ ...now, state: 'loaded', loadedAt: new Date(), refusal: undefined }));
  }

  /** Says in the shop what nobody has said there. */
  private async fillShop({ shop: { welcome, pickUp, delivery } }: TradePlan): Promise<void> {
    const known = await this.workshop.get();
    const local = ([ru, en]: readonly [string, string]): object => ({ ru, en });
    const weekday = '10:00–19:00';
    const texts = {
      welcome: local(welcome),
      pickUp: local(pickUp),
      delivery: local(delivery),
      openingHours: {
        ...{ monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday },
        saturday: '10:00–16:00',
      },
    };
    const missing = Object.entries(texts).filter(([name]) => !known[name as keyof typeof texts]);
    await this.workshop.change(await said(WorkshopChange, Object.fromEntries(missing)));
  }

  private async remove(job: Job): Promise<void> {
    await this.erase(job, 'removing');
    await this.settle(job, () => undefined);
  }

  private async erase({ id, making }: Job, step: DemoStep): Promise<void> {
    const tell = (share: number): Promise<void> => this.progress.tell(id, step, Math.floor(share * 100));
    await tell(0);
    await this.asItself(`${making.requestId}-removal`, () => this.removal.erase(making, tell));
  }

  /** What could not be done is told by the workshop; what was loaded until then is gone, what was to go is still there. */
  private async refused(job: Job, error: unknown): Promise<void> {
    if (!(error instanceof Failure)) this.logger.error(`A demo was not ${job.demo.state}: ${String(error)}`);
    const { code, details } =
      error instanceof Failure ? error : { code: 'internal', details: { detail: 'Try again.' } };
    const refusal = { code, detail: details.detail.slice(0, 500) };
    if (job.demo.state === 'removing') return this.settle(job, (now) => ({ ...now, state: 'loaded', refusal }));
    await this.erase(job, 'clearing').catch((fault: unknown) =>
      this.logger.error(`It was not cleared: ${String(fault)}`),
    );
    await this.settle(job, () => ({ state: 'declined', refusal }));
  }

  /** Says how it ended, unless another process has ended it meanwhile. */
  private async settle({ demo, making }: Job, become: (now: WorkshopDemo) => WorkshopDemo | undefined): Promise<void> {
    await this.asItself(`${making.requestId}-state`, () =>
      this.workshop.changeDemo((now) => (now && now.state === demo.state ? become(now) : now)),
    );
  }

  private async asItself<T>(requestId: string, work: () => Promise<T>): Promise<T> {
    return runCall({ requestId, via: 'system', caller: VISITOR }, () => asSystem('the demo workshop', work));
  }
}

/** By what the demo of a workshop was made, and when. */
export function makingOf(id: string, { chosenAt = new Date(0), loadedAt = new Date() }: WorkshopDemo): Making {
  return { requestId: requestOf(id, chosenAt), from: chosenAt, to: loadedAt };
}
