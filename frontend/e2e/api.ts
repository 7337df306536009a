import type {
  Client,
  ClientCreate,
  HeldRole,
  Order,
  OrderCreate,
  OrderItemCreate,
  Part,
  User,
  UserCreate,
} from '@verstak/api';

/** Who signs in. */
export interface Account {
  id: string;
  login: string;
  password: string;
  name: string;
}

export type RoleKey = 'admin' | 'manager' | 'master' | 'supplier';

const TOKEN_LIFE = 8 * 60_000;
let count = 0;

/** A number that no other document of this run has. */
export function unique(): number {
  return (Date.now() % 1_000_000) * 100 + count++;
}

/** The API as one person uses it, and documents made through it. */
export class Api {
  private token?: { value: string; at: number };

  constructor(
    private readonly url: string,
    readonly account: Pick<Account, 'login' | 'password'>,
  ) {}

  /** The answer of a route under `/api/v1`; rejects with the problem where it is refused. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await this.accessToken()}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** What a route under `/api/v1` gives as a file. */
  async bytes(path: string): Promise<Buffer> {
    const headers = { Authorization: `Bearer ${await this.accessToken()}` };
    const response = await fetch(`${this.url}/api/v1/${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Somebody at the desk of a supplier. */
  async supplier(supplierId: string, name?: string): Promise<Account> {
    return this.user('supplier', name, false, { supplierId });
  }

  /** Somebody of a role who has taken an own password; where they are `isNew`, they have not yet. */
  async user(role: RoleKey, name?: string, isNew = false, more: Partial<UserCreate> = {}): Promise<Account> {
    const roles = await this.call<HeldRole[]>('GET', 'roles');
    const number = unique();
    const account = {
      login: `${role}${number}`,
      name: name ?? `${role} ${number}`,
      password: `given ${number} at first`,
    };
    const roleId = roles.find(({ key }) => key === role)?.id;
    const { id } = await this.call<User>('POST', 'users', { ...account, roleId, ...more });
    if (isNew) return { id, ...account };
    const password = `own ${number} from then on`;
    const own = { currentPassword: account.password, newPassword: password };
    await new Api(this.url, account).call('POST', 'auth/password', own);
    return { id, ...account, password };
  }

  client(fields: Partial<ClientCreate> = {}): Promise<Client> {
    return this.call('POST', 'clients', { company: `Ромашка ${unique()}`, phone: '+7 900 555-01-01', ...fields });
  }

  async order(fields: Partial<OrderCreate> = {}): Promise<Order> {
    const clientId = fields.clientId ?? (await this.client()).id;
    return this.call('POST', 'orders', { items: [item()], status: 'confirmed', ...fields, clientId });
  }

  /** An order in work, every item with one master. */
  async orderInWork(masterId: string, fields: Partial<OrderCreate> = {}): Promise<Order> {
    const order = await this.order(fields);
    const assignments = order.items.map(({ id }) => ({ itemId: id, masterId }));
    return this.call('POST', `orders/${order.id}/status`, { status: 'in_production', assignments });
  }

  async parts(orderId?: string): Promise<Part[]> {
    return (await this.call<{ items: Part[] }>('GET', `parts?pageSize=100${orderId ? `&orderId=${orderId}` : ''}`))
      .items;
  }

  step(partId: string, action: 'start' | 'pause' | 'finish'): Promise<Part> {
    return this.call('POST', `parts/${partId}/step`, { action });
  }

  /** Brings an order through the work of a master to the customer. */
  async makeAndHandOver(number: number, masterId: string): Promise<void> {
    const { items } = await this.call<{ items: Order[] }>('GET', `orders?q=${number}`);
    const order = items.find((one) => one.number === number);
    if (!order) throw new Error(`There is no order ${number}`);
    const status = (body: object): Promise<Order> => this.call('POST', `orders/${order.id}/status`, body);
    if (order.status === 'draft') await status({ status: 'confirmed' });
    const assignments = order.items.map(({ id }) => ({ itemId: id, masterId }));
    await status({ status: 'in_production', assignments });
    for (const { id } of await this.parts(order.id)) {
      await this.step(id, 'start');
      await this.step(id, 'finish');
    }
    await status({ status: 'delivered' });
  }

  private async accessToken(): Promise<string> {
    if (this.token && Date.now() - this.token.at < TOKEN_LIFE) return this.token.value;
    const response = await fetch(`${this.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login: this.account.login, password: this.account.password }),
    });
    if (!response.ok) throw new Error(`sign-in of ${this.account.login}: ${response.status} ${await response.text()}`);
    const { accessToken } = (await response.json()) as { accessToken: string };
    this.token = { value: accessToken, at: Date.now() };
    return accessToken;
  }
}

/** A line of an order: two mugs of 1 500,00. */
export function item(fields: Partial<OrderItemCreate> = {}): OrderItemCreate {
  return { title: 'Кружка с гравировкой', quantity: 2, unit: 'шт', unitPrice: 150_000, ...fields };
}
