// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/routes/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t7 from '../../app/console/workshop/words/menu.en.json' with { type: 'json' };
import t8 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t9 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t10 from '../../app/entities/imports/words/en.json' with { type: 'json' };
import t11 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t12 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t13 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t14 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t15 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t16 from '../../app/shop-floor/scan/words/menu.en.json' with { type: 'json' };
import t17 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t18 from './auth.json' with { type: 'json' };
import t19 from './commands.json' with { type: 'json' };
import t20 from './errors.json' with { type: 'json' };
import t21 from './fields.json' with { type: 'json' };
import t22 from './history.json' with { type: 'json' };
import t23 from './lines.json' with { type: 'json' };
import t24 from './shell.json' with { type: 'json' };
import t25 from './states.json' with { type: 'json' };
import t26 from './table.json' with { type: 'json' };
import t27 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['clients', t0],
  ['journal', t1],
  ['orders', t2],
  ['reports', t3],
  ['routes', t4],
  ['today', t5],
  ['users', t6],
  ['workshop', t7],
  ['clients', t8],
  ['files', t9],
  ['imports', t10],
  ['orders', t11],
  ['parts', t12],
  ['payments', t13],
  ['people', t14],
  ['views', t15],
  ['scan', t16],
  ['queue', t17],
  ['auth', t18],
  ['commands', t19],
  ['errors', t20],
  ['fields', t21],
  ['history', t22],
  ['lines', t23],
  ['shell', t24],
  ['states', t25],
  ['table', t26],
  ['ui', t27],
] as const;
