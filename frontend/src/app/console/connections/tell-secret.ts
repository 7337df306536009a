import type { Dialogs } from '../../ui/dialogs/dialogs';

/** A secret, and what is said of it. */
export interface Secret {
  /** Where its `title`, `text`, `label`, `copy` and `done` stand: `connections.keys.made.`. */
  words: string;
  /** What it is a secret of. */
  name: string;
  secret: string;
  /** A command that tries it. */
  command?: string;
  /** A key of what is to be known besides. */
  note?: string;
}

/** Shows a secret; it is told this once, so that no stray click or key closes it. */
export async function tellSecret(dialogs: Dialogs, data: Secret): Promise<void> {
  const { SecretDialog } = await import('./secret-dialog');
  await dialogs.open(SecretDialog, { data, width: '560px', disableClose: true });
}
