// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/clients/words/menu.en.json' with { type: 'json' };
import t1 from '../../app/console/journal/words/menu.en.json' with { type: 'json' };
import t2 from '../../app/console/orders/words/menu.en.json' with { type: 'json' };
import t3 from '../../app/console/reports/words/menu.en.json' with { type: 'json' };
import t4 from '../../app/console/today/words/menu.en.json' with { type: 'json' };
import t5 from '../../app/console/users/words/menu.en.json' with { type: 'json' };
import t6 from '../../app/entities/clients/words/en.json' with { type: 'json' };
import t7 from '../../app/entities/files/words/en.json' with { type: 'json' };
import t8 from '../../app/entities/orders/words/en.json' with { type: 'json' };
import t9 from '../../app/entities/parts/words/en.json' with { type: 'json' };
import t10 from '../../app/entities/payments/words/en.json' with { type: 'json' };
import t11 from '../../app/entities/people/words/en.json' with { type: 'json' };
import t12 from '../../app/entities/views/words/en.json' with { type: 'json' };
import t13 from '../../app/shop-floor/words/menu.en.json' with { type: 'json' };
import t14 from './auth.json' with { type: 'json' };
import t15 from './commands.json' with { type: 'json' };
import t16 from './errors.json' with { type: 'json' };
import t17 from './fields.json' with { type: 'json' };
import t18 from './history.json' with { type: 'json' };
import t19 from './lines.json' with { type: 'json' };
import t20 from './shell.json' with { type: 'json' };
import t21 from './states.json' with { type: 'json' };
import t22 from './table.json' with { type: 'json' };
import t23 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['clients', t0],
  ['journal', t1],
  ['orders', t2],
  ['reports', t3],
  ['today', t4],
  ['users', t5],
  ['clients', t6],
  ['files', t7],
  ['orders', t8],
  ['parts', t9],
  ['payments', t10],
  ['people', t11],
  ['views', t12],
  ['queue', t13],
  ['auth', t14],
  ['commands', t15],
  ['errors', t16],
  ['fields', t17],
  ['history', t18],
  ['lines', t19],
  ['shell', t20],
  ['states', t21],
  ['table', t22],
  ['ui', t23],
] as const;
