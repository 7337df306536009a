import { mongoError } from '../errors.js';
import { doc } from '../values/index.js';
import type { Handler } from './context.js';

/** Sets a fail point, where the server was started for tests. */
export const configureFailPoint: Handler = (context) => {
  const { failPoints } = context.host;
  if (failPoints === undefined) throw mongoError('CommandNotFound', "no such command: 'configureFailPoint'");
  failPoints.configure(
    context.command.get('configureFailPoint'),
    context.command.get('mode'),
    context.command.doc('data') ?? doc(),
  );
  return {};
};
