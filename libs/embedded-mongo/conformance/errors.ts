import { MongoBulkWriteError, MongoClientBulkWriteError, MongoServerError, type MongoError } from 'mongodb';
import { match, type Json, type MatchContext } from './match.ts';

type ServerError = MongoError & { codeName?: string; result?: Json; partialResult?: Json; errorResponse?: Json };
type Check = (wanted: never, error: ServerError, context: MatchContext, whole: Error) => boolean | void;

const hasLabel = (error: ServerError) => (label: string) => error.hasErrorLabel(label);

/** What a test may say of an error; a check that throws tells the difference itself. */
const checks: Record<string, Check> = {
  isError: () => true,
  isClientError: (wanted: boolean, error) => error instanceof MongoServerError !== wanted,
  errorContains: (wanted: string, _error, _context, whole) =>
    whole.message.toLowerCase().includes(wanted.toLowerCase()),
  errorCode: (wanted: number, error) => error.code === wanted,
  errorCodeName: (wanted: string, error) => error.codeName === wanted,
  errorLabelsContain: (wanted: string[], error) => wanted.every(hasLabel(error)),
  errorLabelsOmit: (wanted: string[], error) => !wanted.some(hasLabel(error)),
  errorResponse: (wanted, error, context) => match(wanted, error.errorResponse, context, 'errorResponse', true),
  expectResult: (wanted, _error, context, whole) => {
    const { partialResult, result } = whole as ServerError;
    match(wanted, whole instanceof MongoBulkWriteError ? result : (partialResult ?? result), context, 'result', true);
  },
  writeErrors: (wanted, _error, context, whole) => {
    const { writeErrors } = whole as MongoClientBulkWriteError;
    for (const [index, fields] of Object.entries(wanted as Json))
      match(fields, writeErrors.get(Number(index)), context, `writeErrors.${index}`, true);
  },
  writeConcernErrors: (wanted, _error, context, whole) =>
    match(wanted, (whole as MongoClientBulkWriteError).writeConcernErrors, context, 'writeConcernErrors', true),
};

/** What the server or the network said, where a bulk write wraps it. */
function unwrapped(error: Error): ServerError {
  const { cause } = error;
  if (error instanceof MongoClientBulkWriteError && cause instanceof MongoServerError) return cause;
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return error.errorResponse as ServerError;
  return error as ServerError;
}

/** Throws where an error is not as a unified test expects. */
export function checkError(expected: Json, error: Error, context: MatchContext): void {
  const inner = unwrapped(error);
  for (const [name, wanted] of Object.entries(expected)) {
    const check = checks[name];
    if (check === undefined) throw new Error(`the runner does not know ${name} of an error`);
    if (check(wanted as never, inner, context, error) === false)
      throw new Error(
        `expected ${name} ${JSON.stringify(wanted)}, got ${error.name}: ${error.message} (${String(inner.code)})`,
      );
  }
}
