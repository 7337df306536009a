// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/catalog/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/floor/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/mail/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/messages/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t7 from '../../app/console/parts/words/menu.en.json' with { type: 'json' };
import t8 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t9 from '../../app/console/routes/words/menu.en.json' with { type: 'json' };
import t10 from '../../app/console/stock/words/menu.en.json' with { type: 'json' };
import t11 from '../../app/console/suppliers/words/menu.en.json' with { type: 'json' };
import t12 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t13 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t14 from '../../app/console/workshop/words/menu.en.json' with { type: 'json' };
import t15 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t16 from '../../app/entities/contacts/words/en.json' with { type: 'json' };
import t17 from '../../app/entities/conversations/words/en.json' with { type: 'json' };
import t18 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t19 from '../../app/entities/imports/words/en.json' with { type: 'json' };
import t20 from '../../app/entities/letters/words/en.json' with { type: 'json' };
import t21 from '../../app/entities/offers/words/en.json' with { type: 'json' };
import t22 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t23 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t24 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t25 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t26 from '../../app/entities/suppliers/words/en.json' with { type: 'json' };
import t27 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t28 from '../../app/shop-floor/scan/words/menu.en.json' with { type: 'json' };
import t29 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t30 from '../../app/supplier/words/menu.en.json' with { type: 'json' };
import t31 from './auth.json' with { type: 'json' };
import t32 from './commands.json' with { type: 'json' };
import t33 from './errors.json' with { type: 'json' };
import t34 from './fields.json' with { type: 'json' };
import t35 from './history.json' with { type: 'json' };
import t36 from './lines.json' with { type: 'json' };
import t37 from './shell.json' with { type: 'json' };
import t38 from './states.json' with { type: 'json' };
import t39 from './table.json' with { type: 'json' };
import t40 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['catalog', t0],
  ['clients', t1],
  ['floor', t2],
  ['journal', t3],
  ['mail', t4],
  ['messages', t5],
  ['orders', t6],
  ['parts', t7],
  ['reports', t8],
  ['routes', t9],
  ['stock', t10],
  ['suppliers', t11],
  ['today', t12],
  ['users', t13],
  ['workshop', t14],
  ['clients', t15],
  ['contacts', t16],
  ['conversations', t17],
  ['files', t18],
  ['imports', t19],
  ['letters', t20],
  ['offers', t21],
  ['orders', t22],
  ['parts', t23],
  ['payments', t24],
  ['people', t25],
  ['suppliers', t26],
  ['views', t27],
  ['scan', t28],
  ['queue', t29],
  ['desk', t30],
  ['auth', t31],
  ['commands', t32],
  ['errors', t33],
  ['fields', t34],
  ['history', t35],
  ['lines', t36],
  ['shell', t37],
  ['states', t38],
  ['table', t39],
  ['ui', t40],
] as const;
