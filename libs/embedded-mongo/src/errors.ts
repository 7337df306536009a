/** MongoDB's error codes that this server uses, by their names. Others are named `Location<code>`. */
export const codes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  HostUnreachable: 6,
  UnknownError: 8,
  FailedToParse: 9,
  CannotMutateObject: 10,
  UserNotFound: 11,
  UnsupportedFormat: 12,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  CannotReuseObject: 19,
  IllegalOperation: 20,
  EmptyArrayOperation: 21,
  InvalidBSON: 22,
  AlreadyInitialized: 23,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  NonExistentPath: 29,
  InvalidPath: 30,
  RoleNotFound: 31,
  CannotBackfillArray: 34,
  UserModificationFailed: 35,
  ConflictingUpdateOperators: 40,
  FileAlreadyOpen: 41,
  LogWriteFailed: 42,
  CursorNotFound: 43,
  UserDataInconsistent: 45,
  LockBusy: 46,
  NoMatchingDocument: 47,
  NamespaceExists: 48,
  InvalidRoleModification: 49,
  MaxTimeMSExpired: 50,
  ManualInterventionRequired: 51,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  InvalidDBRef: 55,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  NotYetInitialized: 94,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConcernFailed: 64,
  NetworkTimeout: 89,
  CallbackCanceled: 90,
  ShutdownInProgress: 91,
  OperationFailed: 96,
  ExceededMemoryLimit: 146,
  WriteConflict: 112,
  CommandNotSupported: 115,
  ConflictingOperationInProgress: 117,
  UnknownReplWriteConcern: 79,
  UnsatisfiableWriteConcern: 100,
  DocumentValidationFailure: 121,
  CappedPositionLost: 136,
  CommandFailed: 125,
  ReadConcernMajorityNotEnabled: 148,
  CommandNotSupportedOnView: 166,
  AmbiguousIndexKeyPattern: 181,
  InvalidIndexSpecificationOption: 197,
  InvalidPipelineOperator: 168,
  CommandOnShardedViewNotSupportedOnMongod: 169,
  CannotImplicitlyCreateCollection: 227,
  IncompleteTransactionHistory: 217,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  TransactionExceededLifetimeLimitSeconds: 290,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  InvalidSeedList: 190,
  ConversionFailure: 241,
  NotImplemented: 238,
  CursorInUse: 12051,
  InvalidUUID: 207,
  APIVersionError: 322,
  APIStrictError: 323,
  QueryPlanKilled: 175,
  ViewDepthLimitExceeded: 180,
  OptionNotSupportedOnView: 167,
  CannotConvertIndexToUnique: 359,
  CollectionUUIDMismatch: 361,
  TemporarilyUnavailable: 365,
  IndexBuildAborted: 276,
  Interrupted: 11601,
  InterruptedAtShutdown: 11600,
  DuplicateKey: 11000,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  NoQueryExecutionPlans: 291,
  KeyTooLong: 17280,
  OutOfDiskSpace: 14031,
} as const;

export type CodeName = keyof typeof codes;

const names = new Map<number, string>(Object.entries(codes).map(([name, code]) => [code, name]));

/** The name MongoDB gives a code, `Location<code>` where it has none. */
export function codeNameOf(code: number): string {
  return names.get(code) ?? `Location${code}`;
}

/** A failure that a client sees: MongoDB's code and name, its message, and what else the answer carries (`keyPattern`, `errInfo`, …). */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: Record<string, unknown>;

  constructor(code: number, codeName: string, message: string, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = 'MongoError';
    this.code = code;
    this.codeName = codeName;
    this.extra = extra;
  }
}

/** An error by MongoDB's number or name of it. */
export function mongoError(code: number | CodeName, message: string, extra?: Record<string, unknown>): MongoError {
  const number = typeof code === 'number' ? code : codes[code];
  return new MongoError(number, typeof code === 'number' ? codeNameOf(code) : code, message, extra);
}

export const badValue = (message: string): MongoError => mongoError('BadValue', message);
export const failedToParse = (message: string): MongoError => mongoError('FailedToParse', message);
export const typeMismatch = (message: string): MongoError => mongoError('TypeMismatch', message);
