// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/catalog/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/floor/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/mail/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/messages/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/console/notifications/words/menu.en.json' with { type: 'json' };
import t7 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t8 from '../../app/console/parts/words/menu.en.json' with { type: 'json' };
import t9 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t10 from '../../app/console/requests/words/menu.en.json' with { type: 'json' };
import t11 from '../../app/console/routes/words/menu.en.json' with { type: 'json' };
import t12 from '../../app/console/stock/words/menu.en.json' with { type: 'json' };
import t13 from '../../app/console/suppliers/words/menu.en.json' with { type: 'json' };
import t14 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t15 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t16 from '../../app/console/workshop/words/menu.en.json' with { type: 'json' };
import t17 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t18 from '../../app/entities/contacts/words/en.json' with { type: 'json' };
import t19 from '../../app/entities/conversations/words/en.json' with { type: 'json' };
import t20 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t21 from '../../app/entities/imports/words/en.json' with { type: 'json' };
import t22 from '../../app/entities/letters/words/en.json' with { type: 'json' };
import t23 from '../../app/entities/notifications/words/en.json' with { type: 'json' };
import t24 from '../../app/entities/offers/words/en.json' with { type: 'json' };
import t25 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t26 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t27 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t28 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t29 from '../../app/entities/requests/words/en.json' with { type: 'json' };
import t30 from '../../app/entities/stock/words/en.json' with { type: 'json' };
import t31 from '../../app/entities/suppliers/words/en.json' with { type: 'json' };
import t32 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t33 from '../../app/shop-floor/scan/words/menu.en.json' with { type: 'json' };
import t34 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t35 from '../../app/supplier/requests/words/menu.en.json' with { type: 'json' };
import t36 from '../../app/supplier/words/menu.en.json' with { type: 'json' };
import t37 from './auth.json' with { type: 'json' };
import t38 from './commands.json' with { type: 'json' };
import t39 from './errors.json' with { type: 'json' };
import t40 from './fields.json' with { type: 'json' };
import t41 from './history.json' with { type: 'json' };
import t42 from './lines.json' with { type: 'json' };
import t43 from './shell.json' with { type: 'json' };
import t44 from './states.json' with { type: 'json' };
import t45 from './table.json' with { type: 'json' };
import t46 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['catalog', t0],
  ['clients', t1],
  ['floor', t2],
  ['journal', t3],
  ['mail', t4],
  ['messages', t5],
  ['notifications', t6],
  ['orders', t7],
  ['parts', t8],
  ['reports', t9],
  ['requests', t10],
  ['routes', t11],
  ['stock', t12],
  ['suppliers', t13],
  ['today', t14],
  ['users', t15],
  ['workshop', t16],
  ['clients', t17],
  ['contacts', t18],
  ['conversations', t19],
  ['files', t20],
  ['imports', t21],
  ['letters', t22],
  ['notifications', t23],
  ['offers', t24],
  ['orders', t25],
  ['parts', t26],
  ['payments', t27],
  ['people', t28],
  ['requests', t29],
  ['stock', t30],
  ['suppliers', t31],
  ['views', t32],
  ['scan', t33],
  ['queue', t34],
  ['incoming', t35],
  ['desk', t36],
  ['auth', t37],
  ['commands', t38],
  ['errors', t39],
  ['fields', t40],
  ['history', t41],
  ['lines', t42],
  ['shell', t43],
  ['states', t44],
  ['table', t45],
  ['ui', t46],
] as const;
