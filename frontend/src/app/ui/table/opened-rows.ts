import { Service } from '@angular/core';

/** The row last opened in each table, by the table's name: who comes back goes on from there. */
@Service()
export class OpenedRows {
  private readonly ids = new Map<string, string>();

  of(table: string): string | undefined {
    return this.ids.get(table);
  }

  remember(table: string, id: string): void {
    this.ids.set(table, id);
  }
}
