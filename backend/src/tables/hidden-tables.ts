import type { HiddenReason } from './table.dto.js';

/** The collections that are no tables of the screen, and why; whatever is neither shown nor here fails a test. */
export const HIDDEN: Readonly<Record<string, HiddenReason>> = {
  bell: 'machinery',
  carts: 'repeated',
  'contents.chunks': 'bytes',
  'contents.files': 'bytes',
  conversations: 'repeated',
  counters: 'machinery',
  documentRows: 'machinery',
  demoProgress: 'machinery',
  fileTurns: 'machinery',
  idempotencyKeys: 'secrets',
  importProgress: 'machinery',
  importedDocuments: 'repeated',
  journalChecks: 'machinery',
  journalConsumers: 'machinery',
  journalHead: 'machinery',
  leases: 'machinery',
  letterBodies: 'secrets',
  looseContents: 'machinery',
  readMarks: 'repeated',
  shopArtwork: 'bytes',
  signInAttempts: 'secrets',
  stockMarks: 'repeated',
  upgrades: 'machinery',
  workshop: 'machinery',
};
