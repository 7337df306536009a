import { Service, inject } from '@angular/core';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { DocumentTask } from './document-dialog';

/** Makes documents by templates from wherever an order or a part is shown; the dialog is loaded when it is first wanted. */
@Service()
export class DocumentMaking {
  private readonly dialogs = inject(Dialogs);

  async open(task: DocumentTask): Promise<void> {
    const { DocumentDialog } = await import('./document-dialog');
    await this.dialogs.open(DocumentDialog, { data: task, width: '960px', maxWidth: 'calc(100vw - 16px)' });
  }
}
