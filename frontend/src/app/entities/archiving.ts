import { Service, inject } from '@angular/core';
import { toProblem } from '../core/http/api-problem';
import { Toasts } from '../core/toasts/toasts';
import { Dialogs } from '../ui/dialogs/dialogs';
import type { BulkAct } from '../ui/list/bulk';

interface Named {
  id: string;
  name: string;
}

/** How documents of a kind are archived and brought back. */
export interface Archivable {
  /** Where its words stand, with the dot at the end: `archive`, `restore`, `archived`, `restored`. */
  words: string;
  put: (id: string, isArchived: boolean) => Promise<unknown>;
}

/** How they are deleted, too: under `delete` stands what is asked, under `deleted` what is said. */
export interface ArchivedKind extends Archivable {
  remove: (id: string) => Promise<unknown>;
  /** The refusal of a deletion in place of which archiving is offered, and where the words for that stand. */
  inUse: { code: string; words: string };
}

/** What archives several documents of a kind, and what brings several back. */
export function archivingActs<T extends { id: string; isArchived: boolean }>({
  words,
  put,
}: Archivable): readonly BulkAct<T>[] {
  const act = (isArchived: boolean): BulkAct<T> => ({
    key: isArchived ? 'archive' : 'unarchive',
    label: words + (isArchived ? 'archive' : 'restore'),
    icon: isArchived ? 'archive' : 'unarchive',
    applies: (row) => row.isArchived !== isArchived,
    start:
      async () =>
      async ({ id }) => {
        await put(id, isArchived);
        return () => put(id, !isArchived);
      },
  });
  return [act(true), act(false)];
}

/** Archives, restores and deletes documents, with what must be asked, said and offered around it. */
@Service()
export class Archiving {
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);

  /** Archives or restores; can be taken back for 10 seconds. `changed` is called after each. */
  async archive(
    { words, put }: Archivable,
    { id, name }: Named,
    isArchived: boolean,
    changed: () => void,
  ): Promise<void> {
    const change = async (to: boolean): Promise<void> => {
      await put(id, to);
      changed();
    };
    try {
      await change(isArchived);
      this.toasts.offerUndo(words + (isArchived ? 'archived' : 'restored'), { name }, () => change(!isArchived));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** Deletes after asking; what is in use can be archived instead. Gives whether it is gone. */
  async delete(kind: ArchivedKind, { id, name }: Named, changed: () => void): Promise<boolean> {
    const { words, remove } = kind;
    const isAgreed = await this.dialogs.confirm({
      title: `${words}delete.title`,
      text: `${words}delete.text`,
      action: `${words}delete.action`,
      params: { name },
      isDestructive: true,
    });
    if (!isAgreed) return false;
    try {
      await remove(id);
      this.toasts.say(`${words}deleted`, { name });
      return true;
    } catch (error) {
      await this.refused(kind, { id, name }, error, changed);
      return false;
    }
  }

  private async refused(kind: ArchivedKind, named: Named, error: unknown, changed: () => void): Promise<void> {
    const { code, params } = toProblem(error);
    const { inUse } = kind;
    if (code !== inUse.code) return this.toasts.fail(error);
    const wantsArchive = await this.dialogs.confirm({
      title: `${inUse.words}title`,
      text: `${inUse.words}text`,
      action: `${inUse.words}action`,
      params: { name: named.name, orders: params['orders'] ?? 0 },
    });
    if (wantsArchive) await this.archive(kind, named, true, changed);
  }
}
