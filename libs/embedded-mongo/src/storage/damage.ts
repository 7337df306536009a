/** A file of a data folder has lost what was stored in it; the message names the file, its fault and the remedy. */
export class Damaged extends Error {
  override readonly name = 'Damaged';

  constructor(path: string, fault: string) {
    super(`${path} is damaged: ${fault}. Restore a backup.`);
  }
}
