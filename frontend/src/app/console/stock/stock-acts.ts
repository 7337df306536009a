import { Service, inject } from '@angular/core';
import { type Movement, type StockItem, StockService } from '@verstak/api';
import { WRITTEN_MOVEMENTS, type WrittenMovement } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';

/** Writes movements down and takes them back, with what must be asked and said around it. */
@Service()
export class StockActs {
  private readonly api = inject(StockService);
  private readonly dialogs = inject(Dialogs);
  private readonly formats = inject(Formats);
  private readonly toasts = inject(Toasts);

  /** Receives, writes off or counts in a dialog; can be taken back for 10 seconds. `changed` is called after each. */
  async write(kind: WrittenMovement, item: StockItem, changed: () => void): Promise<void> {
    const { MovementDialog } = await import('./movement-dialog');
    const movement = await this.dialogs.open<Movement>(MovementDialog, { data: { kind, item }, width: '480px' });
    if (!movement) return;
    changed();
    this.toasts.offerUndo(`stock.done.${kind}`, this.told(movement), async () => {
      await this.api.reverseMovement({ id: movement.id });
      changed();
    });
  }

  /** Takes a movement back after asking: both stay in the record. */
  async reverse(movement: Movement, changed: () => void): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'stock.reverse.title',
      text: 'stock.reverse.text',
      action: 'stock.reverse.action',
      params: this.told(movement),
    });
    if (!isAgreed) return;
    try {
      await this.api.reverseMovement({ id: movement.id });
      changed();
      this.toasts.say('stock.reverse.done', this.told(movement));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private told({ stockItemName, quantity, balance, unit }: Movement): Record<string, string> {
    return {
      name: stockItemName,
      quantity: `${this.formats.number(Math.abs(quantity))}\u00a0${unit}`,
      balance: `${this.formats.number(balance)}\u00a0${unit}`,
    };
  }
}

/** Whether a person can take it back: it was written down, and was not taken back yet. */
export function isReversible({ kind, isReversed }: Pick<Movement, 'kind' | 'isReversed'>): boolean {
  return !isReversed && (WRITTEN_MOVEMENTS as readonly string[]).includes(kind);
}
