import { Injectable, Logger, type ValidationPipe } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { signedInPerson } from '../platform/access/caller.js';
import { Places } from '../platform/access/places.js';
import { Failure } from '../platform/failure/failure.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { Contents } from './contents.js';
import { FileUpload } from './file.dto.js';
import { FilesService } from './files.service.js';
import { Previews } from './previews.js';
import { ReceivedFile } from './received-file.js';
import { placeOf } from './stored-file.js';

/** Uploads that run at once, of all people and of one: each costs memory and the disk's time. */
const MOST = 16;
const MOST_OF_ONE = 6;
const RETRY_SECONDS = 5;

/** Takes in uploaded bytes, so many at a time, for who may add a file where it is to be. */
@Injectable()
export class FileReceiver implements BodyReceiver<ReceivedFile> {
  private readonly logger = new Logger(FileReceiver.name);
  private readonly pipe: ValidationPipe = validationPipe();
  private readonly running = new Map<string, number>();

  constructor(
    private readonly files: FilesService,
    private readonly contents: Contents,
    private readonly previews: Previews,
    private readonly places: Places,
  ) {}

  async receive(request: FastifyRequest, bytes: Readable): Promise<ReceivedFile> {
    const upload = (await this.pipe.transform(request.query, { type: 'query', metatype: FileUpload })) as FileUpload;
    const place = placeOf(upload);
    await this.files.requireRoom(place);
    await this.places.requireExisting(place);
    return this.inTurn(signedInPerson().userId, async () => {
      const content = await this.contents.receive(bytes, Number(request.headers['content-length'] ?? 0));
      return new ReceivedFile(content, await this.previews.make(content));
    });
  }

  async settle({ contentIds }: ReceivedFile): Promise<void> {
    await this.contents.removeLoose(contentIds).catch((error: unknown) => {
      this.logger.warn(`Bytes that belong to no file stay until the sweep: ${String(error)}`);
    });
  }

  /** 429 where too many uploads are under way. */
  private async inTurn<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const own = this.running.get(userId) ?? 0;
    const all = [...this.running.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST_OF_ONE || all >= MOST) {
      throw new Failure('request.too_many', {
        detail: `Too many uploads are under way; send this one again in ${RETRY_SECONDS} s.`,
        params: { retryAfterSeconds: RETRY_SECONDS },
      });
    }
    this.running.set(userId, own + 1);
    try {
      return await work();
    } finally {
      const left = (this.running.get(userId) ?? 1) - 1;
      if (left) this.running.set(userId, left);
      else this.running.delete(userId);
    }
  }
}
