import { Injectable } from '@nestjs/common';
import { MOST_WEBHOOKS, type WebhookOffReason } from '@verstak/domain';
import { Config } from '../platform/config/config.module.js';
import { Bell } from '../platform/database/bell.js';
import type { Stored } from '../platform/database/entity.js';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { postBody, type PostAnswer } from '../platform/web/post-body.js';
import { addressRule } from '../platform/web/public-address.js';
import { NotFetched } from '../platform/web/request.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { MOST_ANSWER_BYTES, type WebhookAttempt, type WebhookDelivery } from './webhook-delivery.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { FAILING_MS, isResting, nextAttempt, restOf } from './webhook-pauses.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { signatureHeaders } from './webhook-signature.js';

/** How long a server may take to answer. */
const ANSWER_MS = 10_000;

/** It wants to hear of nothing any more. */
const GONE = 410;

/**
 * Sends what waits, to each place one after another and to all of them at the same time, in one process at a time. An
 * attempt is counted before it is made: where the process ends between an answer and the note of it, this one goes
 * a second time, under the same id.
 */
@Injectable()
export class WebhookSender extends LeasedWork {
  protected readonly name = 'webhooks';
  /** To all places at the same time. */
  protected override readonly atOnce = MOST_WEBHOOKS;
  /** Places that something is being sent to. */
  private readonly busy = new Set<string>();

  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly secrets: WebhookSecrets,
    private readonly config: Config,
    private readonly bell: Bell,
    leases: Leases,
  ) {
    super(leases);
    bell.heard(this.name, () => this.wake());
  }

  /** Has whichever process sends look at once whether something is due. */
  wakeAll(): void {
    this.wake();
    this.bell.ring(this.name);
  }

  protected async isWaiting(): Promise<boolean> {
    const now = new Date();
    const ready = await this.ready(now);
    return this.deliveries.isDue(
      ready.map(({ _id }) => _id),
      now,
    );
  }

  /** Places that can be sent to now. */
  private async ready(now: Date): Promise<Stored<WebhookEndpoint>[]> {
    const endpoints = await this.endpoints.on();
    return endpoints.filter(({ _id, restsUntil }) => !this.busy.has(_id.toHexString()) && !isResting(restsUntil, now));
  }

  protected async take(): Promise<Piece | undefined> {
    const now = new Date();
    for (const endpoint of await this.ready(now)) {
      const claimed = await this.deliveries.claim(endpoint._id, now);
      if (!claimed) continue;
      const id = endpoint._id.toHexString();
      this.busy.add(id);
      return () => this.send(endpoint, claimed).finally(() => this.busy.delete(id));
    }
    return undefined;
  }

  private async send(endpoint: Stored<WebhookEndpoint>, delivery: Stored<WebhookDelivery>): Promise<void> {
    if (!this.secrets.opens(endpoint)) return this.switchOff(endpoint, 'secret_lost');
    const at = new Date();
    const start = performance.now();
    const answered = await this.post(endpoint, delivery, at);
    const milliseconds = Math.round(performance.now() - start);
    if (answered instanceof NotFetched)
      return this.settleFailure(endpoint, delivery, { at, milliseconds, fault: answered.fault });
    const { status, text, retryAfter } = answered;
    const attempt = { at, milliseconds, status, ...(text ? { answer: text } : {}) };
    if (status < 200 || status > 299) return this.settleFailure(endpoint, delivery, attempt, restOf(retryAfter));
    await this.deliveries.settle(delivery, attempt, { state: 'delivered' });
    await this.endpoints.noteSuccess(endpoint._id, at);
  }

  private async post(
    endpoint: Stored<WebhookEndpoint>,
    { eventId: id, body }: WebhookDelivery,
    sentAt: Date,
  ): Promise<PostAnswer | NotFetched> {
    const signature = signatureHeaders({ id, sentAt, body }, this.secrets.validOf(endpoint, sentAt));
    try {
      return await postBody(endpoint.url, body, {
        headers: { 'content-type': 'application/json', ...signature },
        patience: ANSWER_MS,
        mostBytes: MOST_ANSWER_BYTES,
        isAllowed: addressRule(this.config.environment.WEBHOOK_PRIVATE_NETWORKS),
      });
    } catch (error) {
      if (error instanceof NotFetched) return error;
      throw error;
    }
  }

  private async settleFailure(
    endpoint: Stored<WebhookEndpoint>,
    delivery: Stored<WebhookDelivery>,
    attempt: WebhookAttempt,
    rest = 0,
  ): Promise<void> {
    const now = new Date();
    const isGone = attempt.status === GONE;
    const dueAt = isGone ? undefined : nextAttempt(delivery.tries, delivery.since, now, rest);
    await this.deliveries.settle(delivery, attempt, dueAt ? { state: 'waiting', dueAt } : { state: 'failed' });
    const restsUntil = rest ? new Date(now.getTime() + rest) : undefined;
    const failingSince = await this.endpoints.noteFailure(endpoint, attempt.at, restsUntil);
    const isFailing = !dueAt && now.getTime() - failingSince.getTime() > FAILING_MS;
    if (isGone || isFailing) await this.switchOff(endpoint, isGone ? 'gone' : 'failing');
  }

  private async switchOff({ _id }: Stored<WebhookEndpoint>, reason: WebhookOffReason): Promise<void> {
    await this.endpoints.switchOff(_id, reason);
    await this.deliveries.dropWaiting(_id);
  }
}
