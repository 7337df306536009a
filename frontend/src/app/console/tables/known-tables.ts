import { Injectable, computed, inject } from '@angular/core';
import { type Table, TablesService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';

/** The tables there are, read once for all pages of the area. */
@Injectable()
export class KnownTables {
  private readonly api = inject(TablesService);
  readonly read = liveResource({ params: () => true, load: () => this.api.listTables() });
  readonly all = computed(() => this.read.value()?.tables ?? []);
  readonly hidden = computed(() => this.read.value()?.hidden ?? []);

  named(name: string): Table | undefined {
    return this.all().find((table) => table.name === name);
  }

  /** The table of a kind of document. */
  ofKind(kind: string): Table | undefined {
    return this.all().find(({ entity }) => entity === kind);
  }
}
