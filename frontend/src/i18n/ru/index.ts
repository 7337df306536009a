// Written by scripts/capabilities.mjs from the texts there are.
import t0 from '../../app/console/clients/words/menu.ru.json' with { type: 'json' };
import t1 from '../../app/console/floor/words/menu.ru.json' with { type: 'json' };
import t2 from '../../app/console/journal/words/menu.ru.json' with { type: 'json' };
import t3 from '../../app/console/orders/words/menu.ru.json' with { type: 'json' };
import t4 from '../../app/console/parts/words/menu.ru.json' with { type: 'json' };
import t5 from '../../app/console/reports/words/menu.ru.json' with { type: 'json' };
import t6 from '../../app/console/routes/words/menu.ru.json' with { type: 'json' };
import t7 from '../../app/console/today/words/menu.ru.json' with { type: 'json' };
import t8 from '../../app/console/users/words/menu.ru.json' with { type: 'json' };
import t9 from '../../app/console/workshop/words/menu.ru.json' with { type: 'json' };
import t10 from '../../app/entities/clients/words/ru.json' with { type: 'json' };
import t11 from '../../app/entities/files/words/ru.json' with { type: 'json' };
import t12 from '../../app/entities/imports/words/ru.json' with { type: 'json' };
import t13 from '../../app/entities/orders/words/ru.json' with { type: 'json' };
import t14 from '../../app/entities/parts/words/ru.json' with { type: 'json' };
import t15 from '../../app/entities/payments/words/ru.json' with { type: 'json' };
import t16 from '../../app/entities/people/words/ru.json' with { type: 'json' };
import t17 from '../../app/entities/views/words/ru.json' with { type: 'json' };
import t18 from '../../app/shop-floor/scan/words/menu.ru.json' with { type: 'json' };
import t19 from '../../app/shop-floor/words/menu.ru.json' with { type: 'json' };
import t20 from './auth.json' with { type: 'json' };
import t21 from './commands.json' with { type: 'json' };
import t22 from './errors.json' with { type: 'json' };
import t23 from './fields.json' with { type: 'json' };
import t24 from './history.json' with { type: 'json' };
import t25 from './lines.json' with { type: 'json' };
import t26 from './shell.json' with { type: 'json' };
import t27 from './states.json' with { type: 'json' };
import t28 from './table.json' with { type: 'json' };
import t29 from './ui.json' with { type: 'json' };

/** The texts that every page may need, each with the first part of its keys. */
export default [
  ['clients', t0],
  ['floor', t1],
  ['journal', t2],
  ['orders', t3],
  ['parts', t4],
  ['reports', t5],
  ['routes', t6],
  ['today', t7],
  ['users', t8],
  ['workshop', t9],
  ['clients', t10],
  ['files', t11],
  ['imports', t12],
  ['orders', t13],
  ['parts', t14],
  ['payments', t15],
  ['people', t16],
  ['views', t17],
  ['scan', t18],
  ['queue', t19],
  ['auth', t20],
  ['commands', t21],
  ['errors', t22],
  ['fields', t23],
  ['history', t24],
  ['lines', t25],
  ['shell', t26],
  ['states', t27],
  ['table', t28],
  ['ui', t29],
] as const;
