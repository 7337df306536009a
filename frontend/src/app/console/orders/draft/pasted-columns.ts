import { readMoney, readNumber } from '../../../ui/fields/decimal';
import { type Guess, isFigure } from '../../../ui/line-grid/pasted-table';
import type { LineDraft } from './order-draft';

type Key = keyof LineDraft | 'total';

const UNITS =
  /^(шт(ук[аи]?)?|компл(ект)?|упак|уп|набор|пар[аы]?|кг|гр?|т|м|см|мм|пог ?\.? ?м|м[23²³]|кв\.? ?м|л|мл|час|ч|pcs?|set|kg|g|m|cm|mm|l|h|box|pair)\.?$/iu;
const MONEY = /\p{Sc}|(?<!\p{L})(руб|р|rub|usd|eur)(?!\p{L})/iu;
const EXACT = /[.,]\d{2}$/;

/** What the cells of one column have in common. */
interface Facts {
  at: number;
  cells: readonly string[];
  isFigures: boolean;
  isWords: boolean;
  isUnits: boolean;
  hasLetters: boolean;
  hasUnits: boolean;
  isMoney: boolean;
  isPercent: boolean;
}

type Rows = Parameters<Guess>[0];

/**
 * Tells the columns of a pasted table by what they hold, where its heading does not: the first of words is the title,
 * figures after it are the quantity and the price, one that is their product is the total; a count of the rows is none.
 */
export const columnsByContents: Guess = (rows, named) => new Telling(rows, named).keys();

class Telling {
  private readonly told: (string | undefined)[];
  private readonly unnamed: readonly Facts[];

  constructor(
    private readonly rows: Rows,
    named: Parameters<Guess>[1],
  ) {
    this.told = [...named];
    this.unnamed = named.flatMap((key, at) => (key === undefined ? [factsOf(rows, at)] : []));
  }

  keys(): string[] {
    const count = this.unnamed.find((facts) => isCount(facts, this.unnamed));
    if (count) this.told[count.at] = '';
    this.tellTitle();
    this.tell(
      'discountPercent',
      this.left().find(({ isPercent }) => isPercent),
    );
    this.tellFigures();
    this.tell('unit', this.left().find(({ isUnits }) => isUnits) ?? this.left().find((facts) => this.isUnit(facts)));
    this.tell(
      'wishes',
      this.left().find(({ isWords, at }) => isWords && at > this.at('title')),
    );
    return this.told.map((key) => key ?? '');
  }

  private tellTitle(): void {
    const words = this.left().filter(({ isUnits }) => !isUnits);
    this.tell('title', words.find(({ isWords }) => isWords) ?? words.find(({ hasLetters }) => hasLetters));
    // Who heads a column "product" and none "title" orders products.
    if (this.at('title') < 0 && this.at('product') >= 0) this.told[this.at('product')] = 'title';
  }

  private tellFigures(): void {
    // What stands before the title is a code, unless too little stands after it.
    const all = this.left().filter(({ isFigures }) => isFigures);
    const after = all.filter(({ at }) => at > this.at('title'));
    const figures = after.length > 1 ? after : all;
    const [only] = figures;
    if (figures.length === 1 && only?.isMoney) this.tell('unitPrice', only);
    this.tell('quantity', figures.find(({ hasUnits }) => hasUnits) ?? figures.find(({ isMoney }) => !isMoney));
    const rest = (): Facts[] => figures.filter(({ at }) => this.told[at] === undefined);
    this.tell('unitPrice', rest().find(({ at }) => at > this.at('quantity')) ?? rest()[0]);
    this.tell(
      'total',
      rest().find(({ at }) => this.isProduct(at)),
    );
  }

  private tell(key: Key, facts: Facts | undefined): void {
    if (facts && this.at(key) < 0 && this.told[facts.at] === undefined) this.told[facts.at] = key;
  }

  private left(): Facts[] {
    return this.unnamed.filter(({ at }) => this.told[at] === undefined);
  }

  private at(key: Key): number {
    return this.told.indexOf(key);
  }

  /** Short words right after the quantity. */
  private isUnit({ at, cells, isWords }: Facts): boolean {
    return isWords && at > 0 && this.told[at - 1] === 'quantity' && cells.every((cell) => cell.length <= 12);
  }

  private isProduct(at: number): boolean {
    const right = this.rows.filter((row) => {
      const figures = [this.at('quantity'), this.at('unitPrice'), at].map((place) => figureIn(row[place] ?? ''));
      const [quantity = NaN, price = NaN, product = NaN] = figures;
      return Math.abs(quantity * price - product) < 1;
    });
    return right.length * 2 > this.rows.length;
  }
}

function factsOf(rows: Rows, at: number): Facts {
  const cells = rows.map((row) => row[at] ?? '');
  const filled = cells.filter(Boolean);
  const most = (test: (cell: string) => boolean): boolean =>
    filled.length > 0 && filled.filter(test).length * 2 > filled.length;
  const isFigures = most(isFigure);
  return {
    at,
    cells,
    isFigures,
    isWords: !isFigures && most((cell) => /\p{L}{2}/u.test(cell)),
    hasLetters: most((cell) => /\p{L}/u.test(cell)),
    isUnits: most((cell) => UNITS.test(cell)),
    hasUnits: isFigures && filled.some((cell) => /\d\s*\p{L}/u.test(cell) && !MONEY.test(cell)),
    isMoney: isFigures && (most((cell) => MONEY.test(cell)) || filled.every((cell) => EXACT.test(cell))),
    isPercent: most((cell) => /\d\s*%$/.test(cell)),
  };
}

/** Whole numbers that go up one by one from the first row, before a column of words. */
function isCount({ at, cells }: Facts, all: readonly Facts[]): boolean {
  const first = Number(cells[0]);
  const goesUp = cells.every((cell, row) => /^\d+\.?$/.test(cell) && Number.parseInt(cell, 10) === first + row);
  return goesUp && (cells.length > 1 || first === 1) && all.some((other) => other.isWords && other.at > at);
}

function figureIn(cell: string): number | undefined {
  const text = cell.replace(/[\p{L}\p{Sc}%]+\.?/gu, '').trim();
  const minor = readMoney(text, 2);
  return minor === undefined || minor === null ? (readNumber(text, 3) ?? undefined) : minor / 100;
}
