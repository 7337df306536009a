import type { Dialogs } from '../../ui/dialogs/dialogs';
import type { Secret } from './secret-dialog';

/** Shows a secret; it is told this once, so that no stray click or key closes it. */
export async function tellSecret(dialogs: Dialogs, data: Secret): Promise<void> {
  const { SecretDialog } = await import('./secret-dialog');
  await dialogs.open(SecretDialog, { data, width: '560px', disableClose: true });
}
