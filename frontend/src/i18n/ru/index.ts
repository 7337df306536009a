import auth from './auth.json' with { type: 'json' };
import clients from './clients.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import fields from './fields.json' with { type: 'json' };
import history from './history.json' with { type: 'json' };
import orders from './orders.json' with { type: 'json' };
import parts from './parts.json' with { type: 'json' };
import payments from './payments.json' with { type: 'json' };
import queue from './queue.json' with { type: 'json' };
import reports from './reports.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import states from './states.json' with { type: 'json' };
import table from './table.json' with { type: 'json' };
import today from './today.json' with { type: 'json' };
import ui from './ui.json' with { type: 'json' };
import users from './users.json' with { type: 'json' };

export default {
  auth,
  clients,
  commands,
  errors,
  fields,
  history,
  orders,
  parts,
  payments,
  queue,
  reports,
  shell,
  states,
  table,
  today,
  ui,
  users,
};
