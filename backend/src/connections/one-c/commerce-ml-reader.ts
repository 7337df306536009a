import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { ExchangedRecord } from '../records.js';
import type { CommerceMlClassifier } from './commerce-ml-classifier.js';
import { XmlElement } from './commerce-ml-element.js';
import { CommerceMlFault, type RecordFault, type UnreadableXml } from './commerce-ml-fault.js';
import { offerOf, productOf, type PriceReading, type Told } from './commerce-ml-goods.js';
import { orderOf, type OrderReading } from './commerce-ml-orders.js';
import { DecodedBytes, type XmlEncoding } from './decoded-bytes.js';

/** How deep elements lie in each other, how many one record has, and letters of one text, tag or comment. */
const MOST_LEVELS = 64;
const MOST_ELEMENTS = 100_000;
const MOST_LETTERS = 1024 * 1024;
/** Bytes that are looked at before who reads is given what they told. */
const STEP = 64 * 1024;

/** Where a file is read on: after a record. */
export interface ReadingPosition {
  bytes: number;
  /** From 1. */
  line: number;
  /** What has been told before. */
  records: number;
  /** The elements that are open there, the outermost first. */
  open: readonly string[];
  encoding: XmlEncoding;
}

/** One good, offer or document of a file: what it tells, and what of it cannot be taken. */
export interface CommerceMlEntry {
  externalId?: string;
  /** An order comes after who ordered. */
  records: ExchangedRecord[];
  faults: RecordFault[];
  /** Where to read on after it. */
  position: ReadingPosition;
}

/** What files are read by. */
export interface CommerceMlReading extends PriceReading, OrderReading {
  /** What earlier files told of groups and price types; what this one tells of them is added to it. */
  classifier: CommerceMlClassifier;
}

/**
 * Reads a file of 1C (CommerceML 2.03 to 2.10) as its bytes come, record by record, so that a file of any length takes
 * the memory of one record and the groups. From a position on it wants the bytes from there. Throws
 * `CommerceMlFault`, after all that was told before the place.
 */
export async function* readCommerceMl(
  bytes: AsyncIterable<Uint8Array>,
  reading: CommerceMlReading,
  from?: ReadingPosition,
): AsyncGenerator<CommerceMlEntry> {
  const reader = new CommerceMlReader(reading, from);
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; at += STEP) yield* reader.read(piece.subarray(at, at + STEP));
  }
  yield* reader.end();
}

type Kind = 'groups' | 'priceTypes' | 'good' | 'offer' | 'document';

const ROOT = 'КоммерческаяИнформация';
/** What is taken together, by the path to it. */
const TAKEN: ReadonlyMap<string, Kind> = new Map([
  [`${ROOT}/Классификатор/Группы`, 'groups'],
  [`${ROOT}/Классификатор/ТипыЦен`, 'priceTypes'],
  [`${ROOT}/Каталог/Товары/Товар`, 'good'],
  ...['ПакетПредложений', 'ИзмененияПакетаПредложений'].flatMap((name): [string, Kind][] => [
    [`${ROOT}/${name}/ТипыЦен`, 'priceTypes'],
    [`${ROOT}/${name}/Предложения/Предложение`, 'offer'],
  ]),
  [`${ROOT}/Документ`, 'document'],
  [`${ROOT}/Контейнер/Документ`, 'document'],
]);

class CommerceMlReader {
  private readonly parser = new SaxesParser();
  private readonly text: DecodedBytes;
  /** The names of the elements that are open, as they are written, and without the prefix of a namespace. */
  private readonly open: string[] = [];
  private readonly path: string[] = [];
  /** Those of them that are taken, the outermost first. */
  private readonly taking: XmlElement[] = [];
  private elements = 0;
  private records: number;
  private entries: CommerceMlEntry[] = [];
  private isPriceTypeTold = false;
  /** Letters that the parser was given, and at which of them it last told something. */
  private given = 0;
  private heardAt = 0;
  private readonly linesBefore: number;
  private isEnding = false;

  constructor(
    private readonly reading: CommerceMlReading,
    from: ReadingPosition | undefined,
  ) {
    this.records = from?.records ?? 0;
    this.linesBefore = (from?.line ?? 1) - 1;
    this.listen();
    // The parser is where it was once those elements are open again.
    for (const name of from?.open ?? []) this.parse(`<${name}>`);
    this.text = new DecodedBytes(this.given, from);
  }

  /** What the next bytes tell; a fault comes after it. */
  *read(bytes: Uint8Array): Generator<CommerceMlEntry> {
    yield* this.told(() => {
      this.parse(this.text.decode(bytes) ?? this.refuse('encoding', this.text.told));
      if (this.given - this.heardAt > MOST_LETTERS) this.refuse('too_large', this.path.at(-1) ?? '');
      this.text.pass(this.given);
    });
  }

  *end(): Generator<CommerceMlEntry> {
    yield* this.told(() => {
      // Half a letter at the end is one whose other half has not come.
      this.parse(this.text.end() ?? this.refuse(this.text.isKnown ? 'cut_off' : 'encoding', this.text.told));
      this.isEnding = true;
      this.parser.close();
    });
  }

  private *told(work: () => void): Generator<CommerceMlEntry> {
    let fault: unknown;
    try {
      work();
    } catch (error) {
      fault = error;
    }
    yield* this.entries;
    this.entries = [];
    if (fault) throw fault;
  }

  private parse(text: string): void {
    this.given += text.length;
    this.parser.write(text);
  }

  private listen(): void {
    this.parser.on('error', ({ message }) => this.refuse(this.isEnding ? 'cut_off' : 'not_xml', message));
    this.parser.on('doctype', () => this.refuse('foreign', 'DOCTYPE'));
    this.parser.on('opentag', (tag) => this.opened(tag));
    this.parser.on('closetag', () => this.closed());
    const write = (text: string): void => {
      this.heardAt = this.parser.position;
      this.taking.at(-1)?.write(text);
    };
    this.parser.on('text', write);
    this.parser.on('cdata', write);
    this.parser.on('comment', () => (this.heardAt = this.parser.position));
  }

  private opened({ name, attributes }: SaxesTagPlain): void {
    this.heardAt = this.parser.position;
    const local = name.slice(name.indexOf(':') + 1);
    if (!this.path.length && local !== ROOT) this.refuse('foreign', name);
    this.open.push(name);
    this.path.push(local);
    if (this.path.length > MOST_LEVELS) this.refuse('too_deep', local);
    const parent = this.taking.at(-1);
    if (!parent && !TAKEN.has(this.path.join('/'))) return;
    if (!parent) this.elements = 0;
    this.elements += 1;
    if (this.elements > MOST_ELEMENTS) this.refuse('too_large', this.taking[0]?.name ?? local);
    const element = new XmlElement(local, attributes);
    parent?.children.push(element);
    this.taking.push(element);
  }

  private closed(): void {
    this.heardAt = this.parser.position;
    const element = this.taking.pop();
    const kind = element && !this.taking.length && TAKEN.get(this.path.join('/'));
    this.open.pop();
    this.path.pop();
    if (kind) this.take(kind, element);
  }

  private take(kind: Kind, element: XmlElement): void {
    const { classifier } = this.reading;
    switch (kind) {
      case 'groups':
        if (!classifier.takeGroups(element)) this.refuse('too_large', element.name);
        return;
      case 'priceTypes':
        return classifier.takePriceTypes(element);
      case 'good':
        return this.tell(productOf(element, classifier));
      case 'offer':
        return this.tell(offerOf(element, classifier, this.reading));
      case 'document': {
        const { client, ...told } = orderOf(element, this.reading);
        return this.tell(told, client);
      }
    }
  }

  private tell({ externalId, record, faults }: Told<ExchangedRecord>, before?: ExchangedRecord): void {
    this.records += 1;
    this.entries.push({
      ...(externalId === undefined ? {} : { externalId }),
      records: [before, record].filter((one) => one !== undefined),
      faults: faults.filter((fault) => this.isNew(fault)),
      position: {
        bytes: this.text.pass(this.parser.position),
        line: this.line,
        records: this.records,
        open: [...this.open],
        encoding: this.text.encoding,
      },
    });
  }

  /** That 1C has no such price type is told once, not with every offer. */
  private isNew({ reason }: RecordFault): boolean {
    if (reason !== 'price_type') return true;
    const isNew = !this.isPriceTypeTold;
    this.isPriceTypeTold = true;
    return isNew;
  }

  private get line(): number {
    return this.linesBefore + this.parser.line;
  }

  private refuse(reason: UnreadableXml, found: string): never {
    throw new CommerceMlFault(reason, this.line, found);
  }
}
