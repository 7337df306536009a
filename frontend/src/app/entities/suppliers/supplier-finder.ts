import { Service, inject } from '@angular/core';
import { SuppliersService, type Supplier, type SupplierListItem } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 12;

/** Finds suppliers for fields and filters. */
@Service()
export class SupplierFinder {
  private readonly api = inject(SuppliersService);

  /** Suppliers whose words begin as typed, by name. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    const q = words.trim();
    const page = await this.api.listSuppliers({ pageSize: SHOWN, ...(q && { q }) });
    return page.items.map(optionOf);
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getSupplier({ id })).name;
  readonly option = async (id: string): Promise<EntityOption> => optionOf(await this.api.getSupplier({ id }));
}

/** A supplier as a choice, with what tells two of one name apart. */
export function optionOf({ id, name, phone, email, website }: Supplier | SupplierListItem): EntityOption {
  const detail = [phone, email, website].find(Boolean);
  return { id, label: name, ...(detail ? { detail } : {}) };
}
