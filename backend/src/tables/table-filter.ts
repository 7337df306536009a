import { Invalid } from '../platform/failure/failure.js';
import { Filters, filtersOf, type Class } from '../platform/fields/index.js';
import { validationPipe } from '../platform/http/validation.js';

class NoFilters {}

const pipe = validationPipe();

/** What the rows of a table may be narrowed by, as its fields declare it. */
export class TableFilter {
  private readonly names: readonly string[];
  private readonly query: Class;

  constructor(type: Class) {
    this.names = filtersOf(type).flatMap(({ names, missing }) => [...names, ...(missing ? [missing] : [])]);
    this.query = Filters(type, NoFilters);
  }

  /** What a text such as `status=ready,draft&isFromShop=true` asks for; 400 where the table has no such filter. */
  async read(text = ''): Promise<object> {
    const asked = Object.fromEntries(new URLSearchParams(text));
    const stranger = Object.keys(asked).find((name) => !this.names.includes(name));
    if (stranger !== undefined) {
      const message = this.names.length
        ? `must ask by ${this.names.join(', ')}`
        : 'must be left out: nothing here can be filtered';
      throw Invalid([{ field: 'filter', rule: 'filter', value: stranger.slice(0, 100), message }]);
    }
    return text ? ((await pipe.transform(asked, { type: 'query', metatype: this.query })) as object) : {};
  }
}
