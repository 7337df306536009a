import { Injectable } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import { ClientsSubject } from './clients.subject.js';
import { OrdersSubject } from './orders.subject.js';
import { ProductsSubject } from './products.subject.js';
import type { Subject } from './subject.js';

/** Everything that is exchanged. */
@Injectable()
export class Subjects {
  readonly all: readonly Subject[];

  constructor(products: ProductsSubject, clients: ClientsSubject, orders: OrdersSubject) {
    this.all = [products, clients, orders];
  }

  of(subject: ConnectionSubject): Subject {
    const found = this.all.find((one) => one.subject === subject);
    if (!found) throw new Error(`Nothing is exchanged that is called ${subject}`);
    return found;
  }
}
