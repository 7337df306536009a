// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/clients/words/menu.ru.json' with { type: 'json' };
import t1 from '../../app/console/orders/words/menu.ru.json' with { type: 'json' };
import t2 from '../../app/console/reports/words/menu.ru.json' with { type: 'json' };
import t3 from '../../app/console/today/words/menu.ru.json' with { type: 'json' };
import t4 from '../../app/console/users/words/menu.ru.json' with { type: 'json' };
import t5 from '../../app/entities/clients/words/ru.json' with { type: 'json' };
import t6 from '../../app/entities/orders/words/ru.json' with { type: 'json' };
import t7 from '../../app/entities/parts/words/ru.json' with { type: 'json' };
import t8 from '../../app/entities/payments/words/ru.json' with { type: 'json' };
import t9 from '../../app/entities/people/words/ru.json' with { type: 'json' };
import t10 from '../../app/shop-floor/words/menu.ru.json' with { type: 'json' };
import t11 from './auth.json' with { type: 'json' };
import t12 from './commands.json' with { type: 'json' };
import t13 from './errors.json' with { type: 'json' };
import t14 from './fields.json' with { type: 'json' };
import t15 from './history.json' with { type: 'json' };
import t16 from './journal.json' with { type: 'json' };
import t17 from './shell.json' with { type: 'json' };
import t18 from './states.json' with { type: 'json' };
import t19 from './table.json' with { type: 'json' };
import t20 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['clients', t0],
  ['orders', t1],
  ['reports', t2],
  ['today', t3],
  ['users', t4],
  ['clients', t5],
  ['orders', t6],
  ['parts', t7],
  ['payments', t8],
  ['people', t9],
  ['queue', t10],
  ['auth', t11],
  ['commands', t12],
  ['errors', t13],
  ['fields', t14],
  ['history', t15],
  ['journal', t16],
  ['shell', t17],
  ['states', t18],
  ['table', t19],
  ['ui', t20],
] as const;
