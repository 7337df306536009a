// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/catalog/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/floor/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/mail/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/console/parts/words/menu.en.json' with { type: 'json' };
import t7 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t8 from '../../app/console/routes/words/menu.en.json' with { type: 'json' };
import t9 from '../../app/console/stock/words/menu.en.json' with { type: 'json' };
import t10 from '../../app/console/suppliers/words/menu.en.json' with { type: 'json' };
import t11 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t12 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t13 from '../../app/console/workshop/words/menu.en.json' with { type: 'json' };
import t14 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t15 from '../../app/entities/contacts/words/en.json' with { type: 'json' };
import t16 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t17 from '../../app/entities/imports/words/en.json' with { type: 'json' };
import t18 from '../../app/entities/letters/words/en.json' with { type: 'json' };
import t19 from '../../app/entities/offers/words/en.json' with { type: 'json' };
import t20 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t21 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t22 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t23 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t24 from '../../app/entities/suppliers/words/en.json' with { type: 'json' };
import t25 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t26 from '../../app/shop-floor/scan/words/menu.en.json' with { type: 'json' };
import t27 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t28 from '../../app/supplier/words/menu.en.json' with { type: 'json' };
import t29 from './auth.json' with { type: 'json' };
import t30 from './commands.json' with { type: 'json' };
import t31 from './errors.json' with { type: 'json' };
import t32 from './fields.json' with { type: 'json' };
import t33 from './history.json' with { type: 'json' };
import t34 from './lines.json' with { type: 'json' };
import t35 from './shell.json' with { type: 'json' };
import t36 from './states.json' with { type: 'json' };
import t37 from './table.json' with { type: 'json' };
import t38 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['catalog', t0],
  ['clients', t1],
  ['floor', t2],
  ['journal', t3],
  ['mail', t4],
  ['orders', t5],
  ['parts', t6],
  ['reports', t7],
  ['routes', t8],
  ['stock', t9],
  ['suppliers', t10],
  ['today', t11],
  ['users', t12],
  ['workshop', t13],
  ['clients', t14],
  ['contacts', t15],
  ['files', t16],
  ['imports', t17],
  ['letters', t18],
  ['offers', t19],
  ['orders', t20],
  ['parts', t21],
  ['payments', t22],
  ['people', t23],
  ['suppliers', t24],
  ['views', t25],
  ['scan', t26],
  ['queue', t27],
  ['desk', t28],
  ['auth', t29],
  ['commands', t30],
  ['errors', t31],
  ['fields', t32],
  ['history', t33],
  ['lines', t34],
  ['shell', t35],
  ['states', t36],
  ['table', t37],
  ['ui', t38],
] as const;
