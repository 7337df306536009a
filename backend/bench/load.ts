/** The second process: makes one load and sends what it saw to its parent. */
import autocannon from 'autocannon';

/** Requests to make; `{id}` in the path or body stands for the next id of the list. */
export interface Load {
  url: string;
  method: 'GET' | 'POST';
  path?: string;
  ids?: string[];
  body?: object;
  headers: Record<string, string>;
  seconds: number;
  connections: number;
  /** At most so many requests. */
  amount?: number;
}

/** Requests a second, latencies in milliseconds, answers other than 2xx and broken connections. */
export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
}

process.once('message', (message) => {
  void make(message as Load).then((result) => process.send?.(result, () => process.exit(0)));
});

async function make({
  url,
  method,
  path,
  ids,
  body,
  headers,
  seconds,
  connections,
  amount,
}: Load): Promise<LoadResult> {
  let next = 0;
  const base = new URL(url).pathname.replace(/\/$/, '');
  const text = body ? JSON.stringify(body) : undefined;
  const start = performance.now();
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method,
        headers,
        setupRequest: (request) => {
          if (!path) return request;
          const id = ids?.[next++ % (ids.length || 1)] ?? '';
          return {
            ...request,
            path: base + path.replace('{id}', id),
            ...(text ? { body: text.replaceAll('{id}', id) } : {}),
          };
        },
      },
    ],
    ...(amount ? { maxOverallRequests: amount } : {}),
  });
  const took = Math.min((performance.now() - start) / 1_000, result.duration || Infinity);
  const { p50, p99 } = result.latency;
  return { perSecond: result['2xx'] / took, p50, p99, errors: result.non2xx + result.errors + result.timeouts };
}
