import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { createHash } from 'node:crypto';
import type { Given } from '../outgoing.js';
import { CommerceMlClassifier } from './commerce-ml-classifier.js';
import type { ReadingPosition } from './commerce-ml-reader.js';
import { OneCClassifier, OneCFile, OneCHandedOut, OneCPiece, OneCVisit } from './one-c-visit.js';

/** Bytes of one piece, as 1C is told, and of all files of a visit. */
export const PIECE_BYTES = 1_000_000;
export const MOST_BYTES = 512 * 1024 * 1024;
/** Files of one visit. */
const MOST_FILES = 5_000;
/** Who reads a file and has not said how far it is by then has gone. */
const CLAIM_MS = 20_000;

/** A file that somebody has taken over to read. */
export type ClaimedFile = OneCFile & { busyUntil: Date };

/** What came of a piece. */
export type PieceResult = 'added' | 'repeated' | 'too_large' | 'too_many' | 'late';

/** What 1C has sent and was given, so that any process can go on with it. */
@Injectable()
export class OneCVisitsRepository {
  constructor(
    @InjectModel(OneCVisit.name) private readonly visits: Model<OneCVisit>,
    @InjectModel(OneCFile.name) private readonly files: Model<OneCFile>,
    @InjectModel(OneCPiece.name) private readonly pieces: Model<OneCPiece>,
    @InjectModel(OneCClassifier.name) private readonly classifiers: Model<OneCClassifier>,
    @InjectModel(OneCHandedOut.name) private readonly handedOut: Model<OneCHandedOut>,
  ) {}

  /** Begins a visit: of the one before nothing stays. */
  async begin(_id: string, token: string): Promise<void> {
    const anew = { $set: { token, since: new Date(), bytes: 0 }, $unset: { exchangeId: '' } };
    await this.visits.updateOne({ _id }, anew, { upsert: true });
    await this.files.deleteMany({ visitId: _id });
    await this.pieces.deleteMany({ visitId: _id });
  }

  /** The visit that a token belongs to. */
  async visit(_id: string, token: string): Promise<OneCVisit | null> {
    return this.visits.findOne({ _id, token }).lean<OneCVisit>();
  }

  /** Keeps under which number the log has a visit; gives the one that it has. */
  async keepExchange({ _id, token }: OneCVisit, exchangeId: Types.ObjectId): Promise<Types.ObjectId> {
    const kept = await this.visits
      .findOneAndUpdate({ _id, token, exchangeId: null }, { $set: { exchangeId } }, { returnDocument: 'after' })
      .lean<OneCVisit>();
    return kept?.exchangeId ?? (await this.visit(_id, token))?.exchangeId ?? exchangeId;
  }

  /**
   * Adds a piece to the end of a file. One that is the same as the last is a repeat of it, after an answer that was lost:
   * no XML and no zip has the same bytes twice in a row. A file that was read comes anew.
   */
  async append(visit: OneCVisit, name: string, bytes: Buffer): Promise<PieceResult> {
    const { _id: visitId, token } = visit;
    const lastPiece = createHash('sha256').update(bytes).digest('hex');
    const file = await this.fileToWrite(visitId, name);
    if (!file) return 'too_many';
    if (file.lastPiece === lastPiece) return 'repeated';
    const counted = await this.visits.updateOne(
      { _id: visitId, token, bytes: { $lte: MOST_BYTES - bytes.length } },
      { $inc: { bytes: bytes.length } },
    );
    if (!counted.matchedCount) return (await this.visit(visitId, token)) ? 'too_large' : 'late';
    await this.putPiece(file, file.size, bytes);
    const grown = await this.files.updateOne(
      { _id: file._id, size: file.size, isDone: false },
      { $set: { lastPiece }, $inc: { size: bytes.length } },
    );
    return grown.matchedCount ? 'added' : 'late';
  }

  /** Stores a file that was unpacked, in place of one of its name. */
  async store({ _id: visitId }: OneCVisit, name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await this.fileToWrite(visitId, name);
    if (!file) return;
    let [size, waiting] = [0, Buffer.alloc(0)];
    const put = async (bytes: Buffer): Promise<void> => {
      await this.putPiece(file, size, bytes);
      size += bytes.length;
    };
    for await (const some of content) {
      waiting = Buffer.concat([waiting, some]);
      for (; waiting.length >= PIECE_BYTES; waiting = waiting.subarray(PIECE_BYTES))
        await put(waiting.subarray(0, PIECE_BYTES));
    }
    if (waiting.length) await put(waiting);
    // Only now it is there to be read.
    await this.files.updateOne({ _id: file._id }, { $set: { size } });
    await this.visits.updateOne({ _id: visitId }, { $inc: { bytes: size } });
  }

  /** The files of a visit whose first bytes have come. */
  async filesOf({ _id: visitId }: OneCVisit): Promise<OneCFile[]> {
    return this.files
      .find({ visitId, size: { $gt: 0 } })
      .sort({ _id: 1 })
      .limit(MOST_FILES)
      .lean<OneCFile[]>();
  }

  /** Bytes of a file from a place on, piece by piece. */
  async *read({ _id: fileId }: OneCFile, start = 0, end = Infinity): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      // No piece is longer, so what holds this byte begins behind here.
      const piece = await this.pieces
        .findOne({ fileId, offset: { $lte: at, $gt: at - PIECE_BYTES } })
        .sort({ offset: -1 })
        .lean<{ offset: number; bytes: Buffer | { buffer: Uint8Array } }>();
      if (!piece) return;
      const bytes = Buffer.isBuffer(piece.bytes) ? piece.bytes : Buffer.from(piece.bytes.buffer);
      const some = bytes.subarray(at - piece.offset, Math.min(bytes.length, end - piece.offset));
      if (!some.length) return;
      yield some;
      at += some.length;
    }
  }

  /** Takes a file over to read; `null` where another process is at it, or it is gone. */
  async claim({ _id }: OneCFile, now: Date): Promise<ClaimedFile | null> {
    const free = { _id, $or: [{ busyUntil: null }, { busyUntil: { $lte: now } }] };
    const busyUntil = new Date(now.getTime() + CLAIM_MS);
    return this.files.findOneAndUpdate(free, { $set: { busyUntil } }, { returnDocument: 'after' }).lean<ClaimedFile>();
  }

  /** Notes how far a file was read; `false` where it is another's by now, or has gone. */
  async advance(claimed: ClaimedFile, position: ReadingPosition | undefined, isDone = false): Promise<boolean> {
    const busyUntil = new Date(Date.now() + CLAIM_MS);
    const { matchedCount } = await this.files.updateOne(
      { _id: claimed._id, busyUntil: claimed.busyUntil },
      { $set: { busyUntil, isDone, ...(position ? { position } : {}) } },
    );
    if (matchedCount) claimed.busyUntil = busyUntil;
    return !!matchedCount;
  }

  /** Lets go of a file. */
  async release({ _id, busyUntil }: ClaimedFile): Promise<void> {
    await this.files.updateOne({ _id, busyUntil }, { $unset: { busyUntil: '' } });
  }

  /** Throws the bytes of a file away that was read to its end. */
  async empty({ _id: fileId }: OneCFile): Promise<void> {
    await this.pieces.deleteMany({ fileId });
  }

  async classifierOf(connectionId: Types.ObjectId): Promise<CommerceMlClassifier> {
    const known = await this.classifiers.findById(connectionId).lean<OneCClassifier>();
    return new CommerceMlClassifier(known?.stored);
  }

  async keepClassifier(_id: Types.ObjectId, { stored }: CommerceMlClassifier): Promise<void> {
    await this.classifiers.updateOne({ _id }, { $set: { stored } }, { upsert: true });
  }

  /** Notes what 1C is given, in place of what it was given before. */
  async handOut({ _id: visitId, token }: OneCVisit, given: readonly Given[]): Promise<void> {
    await this.handedOut.deleteMany({ visitId });
    const since = new Date();
    if (given.length) await this.handedOut.insertMany(given.map((one) => ({ visitId, token, given: one, since })));
  }

  /** What 1C was given at this visit and has not confirmed. */
  async handed({ _id: visitId, token }: OneCVisit): Promise<Given[]> {
    return this.handedWhere({ visitId, token });
  }

  /** Those of these documents that 1C was given at any visit and has not confirmed. */
  async unconfirmed(visitId: string, documentIds: readonly string[]): Promise<Given[]> {
    return this.handedWhere({ visitId, 'given.documentId': { $in: documentIds } });
  }

  private async handedWhere(where: object): Promise<Given[]> {
    const found = await this.handedOut.find(where).sort({ _id: 1 }).lean<OneCHandedOut[]>();
    return found.map(({ given }) => given);
  }

  /** The file of a name that pieces can be added to; `undefined` where there are too many. */
  private async fileToWrite(visitId: string, name: string): Promise<OneCFile | undefined> {
    const known = await this.files.findOne({ visitId, name }).lean<OneCFile>();
    if (known && !known.isDone) return known;
    if (known) {
      await this.empty(known);
      await this.files.deleteOne({ _id: known._id });
    }
    if ((await this.files.countDocuments({ visitId })) >= MOST_FILES) return undefined;
    const fresh = { $setOnInsert: { size: 0, isDone: false, since: new Date() } };
    return this.files
      .findOneAndUpdate({ visitId, name }, fresh, { upsert: true, returnDocument: 'after' })
      .lean<OneCFile>()
      .orFail();
  }

  /** Writes bytes at a place, where a crash may have left some before. */
  private async putPiece({ _id: fileId, visitId }: OneCFile, offset: number, bytes: Buffer): Promise<void> {
    const piece = { $set: { visitId, bytes, since: new Date() } };
    await this.pieces.updateOne({ fileId, offset }, piece, { upsert: true });
  }
}
