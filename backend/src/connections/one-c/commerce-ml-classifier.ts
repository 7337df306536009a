import type { XmlElement } from './commerce-ml-element.js';

/** Groups and price types that are kept of one 1C. */
const MOST_GROUPS = 20_000;
const MOST_PRICE_TYPES = 200;
/** How deep groups lie in each other at most. */
const MOST_LEVELS = 32;
const MOST_NAME = 200;

interface Group {
  name: string;
  parent?: string;
}

/** A price type of 1C: retail, wholesale. */
export interface PriceType {
  id: string;
  name: string;
  currency?: string;
}

/** A classifier as it is stored. */
export interface StoredClassifier {
  groups: [id: string, group: Group][];
  priceTypes: PriceType[];
}

/**
 * What the goods and offers of 1C refer to. Newer versions send it in a file of its own, so it is kept between files
 * and exchanges.
 */
export class CommerceMlClassifier {
  /** How often it was told something; what has not grown need not be stored anew. */
  changes = 0;
  private readonly groups: Map<string, Group>;
  private types: readonly PriceType[];

  constructor(stored: StoredClassifier = { groups: [], priceTypes: [] }) {
    this.groups = new Map(stored.groups);
    this.types = stored.priceTypes;
  }

  get stored(): StoredClassifier {
    return { groups: [...this.groups], priceTypes: [...this.types] };
  }

  get priceTypes(): readonly PriceType[] {
    return this.types;
  }

  /** Takes `Группы` with all that lie in them; `false` where there are too many. */
  takeGroups(element: XmlElement, parent?: string): boolean {
    this.changes += 1;
    return element.all('Группа').every((group) => {
      const id = group.textOf('Ид');
      if (!id) return true;
      const name = (group.textOf('Наименование') ?? '').slice(0, MOST_NAME) || id;
      this.groups.set(id, { name, ...(parent === undefined ? {} : { parent }) });
      const inner = group.child('Группы');
      return this.groups.size <= MOST_GROUPS && (!inner || this.takeGroups(inner, id));
    });
  }

  /** Takes `ТипыЦен` in place of those that were told before. */
  takePriceTypes(element: XmlElement): void {
    const told = element.all('ТипЦены').slice(0, MOST_PRICE_TYPES);
    if (!told.length) return;
    this.changes += 1;
    this.types = told.map((type) => {
      const currency = type.textOf('Валюта');
      const id = type.textOf('Ид') ?? '';
      return { id, name: type.textOf('Наименование') ?? id, ...(currency ? { currency } : {}) };
    });
  }

  /** The names of the first group of these that is known and of those it lies in, the outermost first. */
  categoryOf(ids: readonly string[]): string[] | undefined {
    const known = ids.find((id) => this.groups.has(id));
    if (known === undefined) return undefined;
    const names: string[] = [];
    for (let id: string | undefined = known; id !== undefined && names.length < MOST_LEVELS;) {
      const group = this.groups.get(id);
      if (!group) break;
      names.unshift(group.name);
      id = group.parent;
    }
    return names;
  }

  /** The price type of a name or an id; the first one unless told. */
  priceType(wanted: string | undefined): PriceType | undefined {
    if (!wanted) return this.types[0];
    return this.types.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  }
}
