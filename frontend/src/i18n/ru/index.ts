// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/clients/words/menu.ru.json' with { type: 'json' };
import t1 from '../../app/console/journal/words/menu.ru.json' with { type: 'json' };
import t2 from '../../app/console/orders/words/menu.ru.json' with { type: 'json' };
import t3 from '../../app/console/reports/words/menu.ru.json' with { type: 'json' };
import t4 from '../../app/console/routes/words/menu.ru.json' with { type: 'json' };
import t5 from '../../app/console/today/words/menu.ru.json' with { type: 'json' };
import t6 from '../../app/console/users/words/menu.ru.json' with { type: 'json' };
import t7 from '../../app/console/workshop/words/menu.ru.json' with { type: 'json' };
import t8 from '../../app/entities/clients/words/ru.json' with { type: 'json' };
import t9 from '../../app/entities/files/words/ru.json' with { type: 'json' };
import t10 from '../../app/entities/imports/words/ru.json' with { type: 'json' };
import t11 from '../../app/entities/orders/words/ru.json' with { type: 'json' };
import t12 from '../../app/entities/parts/words/ru.json' with { type: 'json' };
import t13 from '../../app/entities/payments/words/ru.json' with { type: 'json' };
import t14 from '../../app/entities/people/words/ru.json' with { type: 'json' };
import t15 from '../../app/entities/views/words/ru.json' with { type: 'json' };
import t16 from '../../app/shop-floor/scan/words/menu.ru.json' with { type: 'json' };
import t17 from '../../app/shop-floor/words/menu.ru.json' with { type: 'json' };
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
