import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { JournalConsumers } from '../journal/journal-consumers.js';
import { LiveGateway } from '../realtime/live.gateway.js';

/** Seconds within which answers are counted. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What is counted of this process since its start, in the text format of Prometheus. */
@Injectable()
export class Metrics {
  /** One for each application: tests start several in one process. */
  private readonly registry = new Registry();
  private readonly answers = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to the end of an answer, by method, route as it is declared and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [this.registry],
  });

  constructor(consumers: JournalConsumers, live: LiveGateway) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'verstak_screens',
      help: 'Screens and programs that hear of changes at this process.',
      registers: [this.registry],
      collect() {
        this.set(live.countScreens());
      },
    });
    new Gauge({
      name: 'verstak_journal_consumer_behind',
      help: 'Entries of the journal that a consumer has still to see, the same at every process.',
      labelNames: ['consumer'] as const,
      registers: [this.registry],
      async collect() {
        for (const { name, behind } of await consumers.list()) this.set({ consumer: name }, behind);
      },
    });
  }

  get mediaType(): string {
    return this.registry.contentType;
  }

  /** Counts every answer from now on; those to addresses that no route has count as one. */
  countAnswers(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
      this.answers.observe(labels, reply.elapsedTime / 1_000);
      done();
    });
  }

  /** All of it, as it is now. */
  async text(): Promise<string> {
    return this.registry.metrics();
  }
}
