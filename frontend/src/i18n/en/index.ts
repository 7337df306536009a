import auth from './auth.json';
import clients from './clients.json';
import commands from './commands.json';
import errors from './errors.json';
import fields from './fields.json';
import history from './history.json';
import orders from './orders.json';
import parts from './parts.json';
import queue from './queue.json';
import reports from './reports.json';
import shell from './shell.json';
import states from './states.json';
import table from './table.json';
import today from './today.json';
import ui from './ui.json';
import users from './users.json';

export default { auth, clients, commands, errors, fields, history, orders, parts, queue, reports, shell, states, table, today, ui, users };
