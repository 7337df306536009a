// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/catalog/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/connections/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/floor/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/mail/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/console/messages/words/menu.en.json' with { type: 'json' };
import t7 from '../../app/console/notifications/words/menu.en.json' with { type: 'json' };
import t8 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t9 from '../../app/console/parts/words/menu.en.json' with { type: 'json' };
import t10 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t11 from '../../app/console/requests/words/menu.en.json' with { type: 'json' };
import t12 from '../../app/console/routes/words/menu.en.json' with { type: 'json' };
import t13 from '../../app/console/stock/words/menu.en.json' with { type: 'json' };
import t14 from '../../app/console/suppliers/words/menu.en.json' with { type: 'json' };
import t15 from '../../app/console/tables/words/menu.en.json' with { type: 'json' };
import t16 from '../../app/console/templates/words/menu.en.json' with { type: 'json' };
import t17 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t18 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t19 from '../../app/console/workshop/words/menu.en.json' with { type: 'json' };
import t20 from '../../app/entities/agenda/words/en.json' with { type: 'json' };
import t21 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t22 from '../../app/entities/contacts/words/en.json' with { type: 'json' };
import t23 from '../../app/entities/conversations/words/en.json' with { type: 'json' };
import t24 from '../../app/entities/demo/words/en.json' with { type: 'json' };
import t25 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t26 from '../../app/entities/imports/words/en.json' with { type: 'json' };
import t27 from '../../app/entities/journal/words/en.json' with { type: 'json' };
import t28 from '../../app/entities/notifications/words/en.json' with { type: 'json' };
import t29 from '../../app/entities/offers/words/en.json' with { type: 'json' };
import t30 from '../../app/entities/onedrive/words/en.json' with { type: 'json' };
import t31 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t32 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t33 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t34 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t35 from '../../app/entities/requests/words/en.json' with { type: 'json' };
import t36 from '../../app/entities/stock/words/en.json' with { type: 'json' };
import t37 from '../../app/entities/suppliers/words/en.json' with { type: 'json' };
import t38 from '../../app/entities/templates/words/en.json' with { type: 'json' };
import t39 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t40 from '../../app/shop-floor/scan/words/menu.en.json' with { type: 'json' };
import t41 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t42 from '../../app/supplier/requests/words/menu.en.json' with { type: 'json' };
import t43 from '../../app/supplier/words/menu.en.json' with { type: 'json' };
import t44 from './auth.json' with { type: 'json' };
import t45 from './commands.json' with { type: 'json' };
import t46 from './errors.json' with { type: 'json' };
import t47 from './fields.json' with { type: 'json' };
import t48 from './history.json' with { type: 'json' };
import t49 from './lines.json' with { type: 'json' };
import t50 from './shell.json' with { type: 'json' };
import t51 from './states.json' with { type: 'json' };
import t52 from './table.json' with { type: 'json' };
import t53 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['catalog', t0],
  ['clients', t1],
  ['connections', t2],
  ['floor', t3],
  ['journal', t4],
  ['mail', t5],
  ['messages', t6],
  ['notifications', t7],
  ['orders', t8],
  ['parts', t9],
  ['reports', t10],
  ['requests', t11],
  ['routes', t12],
  ['stock', t13],
  ['suppliers', t14],
  ['tables', t15],
  ['templates', t16],
  ['today', t17],
  ['users', t18],
  ['workshop', t19],
  ['agenda', t20],
  ['clients', t21],
  ['contacts', t22],
  ['conversations', t23],
  ['demo', t24],
  ['files', t25],
  ['imports', t26],
  ['journal', t27],
  ['notifications', t28],
  ['offers', t29],
  ['onedrive', t30],
  ['orders', t31],
  ['parts', t32],
  ['payments', t33],
  ['people', t34],
  ['requests', t35],
  ['stock', t36],
  ['suppliers', t37],
  ['templates', t38],
  ['views', t39],
  ['scan', t40],
  ['queue', t41],
  ['incoming', t42],
  ['desk', t43],
  ['auth', t44],
  ['commands', t45],
  ['errors', t46],
  ['fields', t47],
  ['history', t48],
  ['lines', t49],
  ['shell', t50],
  ['states', t51],
  ['table', t52],
  ['ui', t53],
] as const;
