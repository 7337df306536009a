import { Service, inject } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';
import { nameOf } from '../../entities/parts/part-words';
import { Dialogs } from '../../ui/dialogs/dialogs';

/** Why a part cannot be deleted: the key of the reason. */
export function undeletable(part: Part): string | undefined {
  if (part.childrenTotal) return 'parts.delete.holds';
  return part.passesTotal || part.stagesDone || part.scraps.length ? 'parts.delete.begun' : undefined;
}

/** Deletes parts and settles their problems, with what must be asked and said around it. */
@Service()
export class PartActs {
  private readonly api = inject(ProductionService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  /** Deletes after asking: the code on a printed label would never open again. Gives whether the part is gone. */
  async delete(part: Part): Promise<boolean> {
    const params = { name: nameOf(part) };
    const isAgreed = await this.dialogs.confirm({
      title: 'parts.delete.title',
      text: 'parts.delete.text',
      action: 'parts.delete.action',
      params,
      isDestructive: true,
    });
    if (!isAgreed) return false;
    try {
      await this.api.deletePart({ id: part.id });
      this.toasts.say('parts.deleted', params);
      return true;
    } catch (error) {
      this.toasts.fail(error);
      return false;
    }
  }

  /** Says that the problem is resolved; gives the part as it stands since, nothing where it was refused. */
  async resolve({ id }: Part): Promise<Part | undefined> {
    try {
      const part = await this.api.unblockPart({ id, body: {} });
      this.toasts.say('parts.resolved', { name: nameOf(part) });
      return part;
    } catch (error) {
      this.toasts.fail(error);
      return undefined;
    }
  }
}
