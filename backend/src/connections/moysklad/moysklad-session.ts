import { createHash } from 'node:crypto';
import type { ExchangeFault } from '@verstak/domain';
import { ExchangeFailed, type Session } from '../connected-system.js';
import type { RequestLimit } from '../request-budget.js';
import { MoySkladClient, type MoySkladCredentials } from './moysklad-client.js';
import { readOrderFacts, readProductFacts, type OrderFacts, type ProductFacts } from './moysklad-facts.js';
import { MoySkladFault, type MoySkladProblem } from './moysklad-fault.js';

/**
 * MoySklad gives 45 units in three seconds to each user: as many at once and as many one by one after that as come to no
 * more in any three seconds.
 */
const LIMIT: RequestLimit = { atOnce: 8, interval: 81 };

/** What is spoken with MoySklad in one exchange: whom with, and what is known of the account, which is read once. */
export class MoySkladSession {
  readonly client: MoySkladClient;
  private products?: Promise<ProductFacts>;
  private orders?: Promise<OrderFacts>;

  constructor(private readonly session: Session) {
    const { connection, secrets, isAllowed, signal, paceOf } = session;
    const credentials = credentialsIn(secrets);
    const account = `moysklad ${hashOf('token' in credentials ? credentials.token : credentials.login)}`;
    this.client = new MoySkladClient(
      { address: connection.address, credentials, isAllowed, signal },
      paceOf(account, LIMIT),
    );
  }

  /** What must be known for products, with the price that was chosen. */
  productFacts(): Promise<ProductFacts> {
    const price = this.session.connection.fields.find(
      ({ subject, field }) => subject === 'products' && field === 'price',
    );
    return (this.products ??= readProductFacts(this.client, price?.theirs));
  }

  /** What must be known for orders, with the statuses that were paired. */
  orderFacts(): Promise<OrderFacts> {
    return (this.orders ??= readOrderFacts(this.client, this.session.connection.statuses));
  }
}

function credentialsIn({ token, login = '', password = '' }: Session['secrets']): MoySkladCredentials {
  return token ? { token } : { login, password };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Why an exchange came to nothing, as its log tells it; what is none of MoySklad's faults stays what it is. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof MoySkladFault)) return error;
  return new ExchangeFailed(exchangeFaultOf(error.problem), error.message.slice(0, 500));
}

/** What the log of exchanges calls a problem. */
function exchangeFaultOf(problem: MoySkladProblem): ExchangeFault {
  if (problem === 'busy') return 'limit';
  return problem === 'forbidden' || problem === 'missing' || problem === 'refused' ? 'status' : problem;
}
