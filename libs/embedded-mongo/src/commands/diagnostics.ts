import { arch, availableParallelism, hostname, release, totalmem, type } from 'node:os';
import { badValue, mongoError, typeMismatch } from '../errors.js';
import { doc, double, isDoc, typeName, type Value } from '../values/index.js';
import type { Context, Handler } from './context.js';

const MEGABYTE = 1024 * 1024;
/** Seconds that a timer can wait. */
const LONGEST_SWEEP = 2_147_483;

/** Seconds between two sweeps of TTL indexes: the one parameter that can be changed. */
const SWEEP = 'ttlMonitorSleepSecs';

/** The parameters that tools ask for. */
const parametersOf = ({ engine }: Context): Record<string, Value> => ({
  featureCompatibilityVersion: doc({ version: '8.0' }),
  authenticationMechanisms: ['SCRAM-SHA-256'],
  transactionLifetimeLimitSeconds: 60,
  ttlMonitorEnabled: true,
  [SWEEP]: engine.expirySeconds,
});

export const getParameter: Handler = (context) => {
  const { command } = context;
  const asked = command.get('getParameter');
  const options = isDoc(asked) ? asked : doc();
  const isAll = asked === '*' || options.get('allParameters') === true;
  const found = Object.entries(parametersOf(context)).filter(([name]) => isAll || command.has(name));
  if (found.length === 0) throw mongoError('InvalidOptions', 'no option found to get');
  if (options.get('showDetails') !== true) return Object.fromEntries(found);
  const details = (name: string): object => ({ settableAtRuntime: name === SWEEP, settableAtStartup: false });
  return Object.fromEntries(found.map(([name, value]) => [name, doc({ value, ...details(name) })]));
};

export const setParameter: Handler = (context) => {
  const { command, engine } = context;
  const [name] = command.ownNames();
  if (name === SWEEP) {
    const seconds = command.number(SWEEP) ?? 0;
    if (seconds < 1 || seconds > LONGEST_SWEEP) {
      throw badValue(`Invalid value for parameter ${SWEEP}: ${seconds} is not from 1 to ${LONGEST_SWEEP}`);
    }
    const was = engine.expirySeconds;
    engine.expirySeconds = seconds;
    return { was };
  }
  if (name === undefined) throw mongoError('InvalidOptions', 'no option found to set, use help:true to see options ');
  throw Object.hasOwn(parametersOf(context), name)
    ? mongoError('IllegalOperation', `not allowed to change [${name}] at runtime`)
    : mongoError('InvalidOptions', `attempted to set unrecognized parameter [${name}], use help:true to see options `);
};

export const getCmdLineOpts: Handler = () => ({ argv: ['embedded-mongo'], parsed: doc() });

const logs = ['global', 'startupWarnings'];

/** The server keeps no log in memory: what it has to tell goes to the standard error. */
export const getLog: Handler = ({ command }) => {
  const name = command.get('getLog')!;
  if (typeof name !== 'string')
    throw typeMismatch(`Argument to getLog must be of type String; found ${String(name)} of type ${typeName(name)}`);
  if (name === '*') return { names: logs };
  if (!logs.includes(name)) throw mongoError('OperationFailed', `no RamLog named: ${name}`);
  return { totalLinesWritten: 0, log: [] };
};

export const hostInfo: Handler = ({ now }) => ({
  system: doc({
    currentTime: now,
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: BigInt(Math.floor(totalmem() / MEGABYTE)),
    memLimitMB: BigInt(Math.floor(Math.min(process.constrainedMemory() || Infinity, totalmem()) / MEGABYTE)),
    numCores: availableParallelism(),
    cpuArch: arch(),
    numaEnabled: false,
  }),
  os: doc({ type: type(), name: process.platform, version: release() }),
  extra: doc(),
});

/** Tells that operations are not profiled, and refuses to begin. */
export const profile: Handler = ({ command }) => {
  const level = command.number('profile') ?? -1;
  if (level > 0 || command.ownNames().length > 0)
    throw mongoError('CommandNotSupported', 'profiling of operations is not supported by this server');
  return { was: 0, slowms: 100, sampleRate: double(1) };
};

export const top: Handler = () => {
  throw mongoError('CommandNotSupported', 'top is not supported by this server: it does not time operations');
};
