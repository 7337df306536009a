// Written by scripts/capabilities.mjs from the manifests there are.
import { CATALOG } from './console/catalog/catalog.manifest';
import { CLIENTS } from './console/clients/clients.manifest';
import { CONNECTIONS } from './console/connections/connections.manifest';
import { FLOOR } from './console/floor/floor.manifest';
import { JOURNAL } from './console/journal/journal.manifest';
import { MAIL } from './console/mail/mail.manifest';
import { MESSAGES } from './console/messages/messages.manifest';
import { NOTIFICATIONS } from './console/notifications/notifications.manifest';
import { ORDERS } from './console/orders/orders.manifest';
import { PARTS } from './console/parts/parts.manifest';
import { REPORTS } from './console/reports/reports.manifest';
import { REQUESTS } from './console/requests/requests.manifest';
import { ROUTES } from './console/routes/routes.manifest';
import { STOCK } from './console/stock/stock.manifest';
import { SUPPLIERS } from './console/suppliers/suppliers.manifest';
import { TABLES } from './console/tables/tables.manifest';
import { TEMPLATES } from './console/templates/templates.manifest';
import { TODAY } from './console/today/today.manifest';
import { USERS } from './console/users/users.manifest';
import { WORKSHOP } from './console/workshop/workshop.manifest';
import { QUEUE } from './shop-floor/queue.manifest';
import { SCAN } from './shop-floor/scan/scan.manifest';
import { DESK } from './supplier/desk.manifest';
import { INCOMING } from './supplier/requests/incoming.manifest';
import type { Capability } from './core/capability/capability';

/** What the product can do; the shell reads routes, places, commands and finders from it. */
export const CAPABILITIES: readonly Capability[] = [
  CATALOG,
  CLIENTS,
  CONNECTIONS,
  FLOOR,
  JOURNAL,
  MAIL,
  MESSAGES,
  NOTIFICATIONS,
  ORDERS,
  PARTS,
  REPORTS,
  REQUESTS,
  ROUTES,
  STOCK,
  SUPPLIERS,
  TABLES,
  TEMPLATES,
  TODAY,
  USERS,
  WORKSHOP,
  QUEUE,
  SCAN,
  DESK,
  INCOMING,
];
