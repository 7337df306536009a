import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MAX_ARTWORK_BYTES, type FieldFault } from '@verstak/domain';
import type { Model } from 'mongoose';
import { randomBytes } from 'node:crypto';
import type { Product } from '../catalog/product.js';
import type { NamedUpload } from '../files/file.dto.js';
import { FilesService } from '../files/files.service.js';
import { ReceivedFile } from '../files/received-file.js';
import { currentCall } from '../platform/access/caller.js';
import type { Place } from '../platform/access/places.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure, Invalid } from '../platform/failure/failure.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { networkOf } from '../platform/guesses/network.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Artwork, WAITING_SECONDS } from './artwork.js';
import type { ShopArtwork, ShopOrderLine } from './shop.dto.js';

/** Files that wait at once, of all customers and of one network, and their bytes together. */
const MOST = 500;
const MOST_OF_ONE = 50;
const MOST_BYTES = 100 * MAX_ARTWORK_BYTES;

/** Files from one network in a row that are taken at once; each further one within the hour waits longer. */
const FREE = 30;
const RETRY_SECONDS = 3_600;

/** Bytes of a token: nobody guesses it. */
const TOKEN_BYTES = 24;

/** A file that an order takes: what of its line names it. */
export interface OrderedArtwork {
  token: string;
  /** The line, by its place. */
  line: number;
  field: string;
}

/** Files of customers without an account: each waits a day for the order that names it by its token. */
@Injectable()
export class ArtworkService {
  constructor(
    @InjectModel(Artwork.name) private readonly artwork: Model<Artwork>,
    private readonly files: FilesService,
    private readonly transactions: Transactions,
    private readonly guesses: Guesses,
    private readonly journal: JournalService,
  ) {}

  /** 429 where one network sends too often, or too much waits already. */
  async requireRoom(network: string): Promise<void> {
    await this.guesses.pace(`shop-artwork:${network}`, FREE);
    const waiting = await this.artwork.find({}, { network: 1, 'content.size': 1 }).limit(MOST).lean<Artwork[]>();
    const own = waiting.filter((one) => one.network === network).length;
    const bytes = waiting.reduce((sum, { content }) => sum + content.size, 0);
    if (waiting.length < MOST && own < MOST_OF_ONE && bytes < MOST_BYTES) return;
    throw new Failure('request.too_many', {
      detail: 'Too many files wait for their orders; send this one later, or order without it and tell the workshop.',
      params: { retryAfterSeconds: RETRY_SECONDS },
    });
  }

  /** Keeps what was received until an order names it. */
  async add({ name }: NamedUpload, received: ReceivedFile): Promise<ShopArtwork> {
    const { content, picture } = received;
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const network = networkOf(currentCall().address ?? '');
    const sentAt = content.id.getTimestamp();
    return this.transactions.run(() => {
      this.journal.record({ action: 'added', params: { file: name } });
      this.transactions.write(this.artwork, { insert: { _id: token, name, network, sentAt, content, picture } });
      this.transactions.whenCommitted(() => (received.isTaken = true));
      return Promise.resolve({ token, name, size: content.size });
    });
  }

  /**
   * The lines of an order with the names of their files in place of the tokens, and which file goes to which line; 400
   * for a token of none, or one that is used twice.
   */
  async named(
    lines: readonly ShopOrderLine[],
    products: readonly Product[],
  ): Promise<{ items: ShopOrderLine[]; artwork: OrderedArtwork[] }> {
    const artwork = lines.flatMap((line, index) => tokensIn(line, index, products[index]));
    const known = await this.waiting(artwork.map(({ token }) => token));
    const faults = artwork.flatMap(({ token, field }, index) => {
      if (!known.has(token)) return [goneFault(token, field)];
      const isFirst = artwork.findIndex((one) => one.token === token) === index;
      const message = 'names a file that another line has; send the file once more for this one';
      return isFirst ? [] : [{ field, rule: 'arrayUnique', value: token, message }];
    });
    if (faults.length) throw Invalid(faults);
    const fields = new Map(artwork.map(({ field, token }) => [field, known.get(token)?.name ?? '']));
    const items = lines.map((line, index) => ({
      ...line,
      answers: line.answers?.map((answer, at) => ({ ...answer, value: fields.get(pathOf(index, at)) ?? answer.value })),
    }));
    return { items, artwork };
  }

  /** In a transaction: makes a file at a place of what waited; 400 where another order was first. */
  async claim({ token, field }: OrderedArtwork, place: Place & { subject: 'Order' }): Promise<void> {
    const found = await this.artwork.findOneAndDelete({ _id: token }).lean<Artwork>();
    if (!found) throw Invalid([goneFault(token, field)]);
    const { name, content, picture } = found;
    await this.files.add({ ...place, name }, new ReceivedFile(content, picture));
  }

  private async waiting(tokens: readonly string[]): Promise<Map<string, Artwork>> {
    if (!tokens.length) return new Map();
    const since = new Date(Date.now() - WAITING_SECONDS * 1_000);
    const found = await this.artwork.find({ _id: { $in: [...tokens] }, sentAt: { $gt: since } }).lean<Artwork[]>();
    return new Map(found.map((one) => [one._id, one]));
  }
}

/** The tokens among the answers of a line: what answers a question for a file. */
function tokensIn({ answers = [] }: ShopOrderLine, line: number, product?: Product): OrderedArtwork[] {
  const asked = new Set(product?.questions.filter(({ kind }) => kind === 'file').map(({ id }) => id));
  return answers.flatMap(({ questionId, value: token }, index) =>
    token && asked.has(questionId) ? [{ token, line, field: pathOf(line, index) }] : [],
  );
}

function pathOf(line: number, answer: number): string {
  return `items.${line}.answers.${answer}.value`;
}

function goneFault(value: string, field: string): FieldFault {
  const message = 'is the token of no file that waits: it is ordered, or was sent more than a day ago; send it again';
  return { field, rule: 'isSent', value, message };
}
