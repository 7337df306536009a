import { Injectable, type ValidationPipe } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { actorId, signedInActor } from '../platform/access/caller.js';
import { Places } from '../platform/access/places.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { Contents } from './contents.js';
import { FileUpload } from './file.dto.js';
import { FilesService } from './files.service.js';
import { Previews } from './previews.js';
import { ReceivedFile } from './received-file.js';
import { placeOf } from './stored-file.js';
import { UploadTurns } from './upload-turns.js';

/** Uploads that run at once, of all people and of one. */
const MOST = 16;
const MOST_OF_ONE = 6;

/** Takes in uploaded bytes, so many at a time, for who may add a file where it is to be. */
@Injectable()
export class FileReceiver implements BodyReceiver<ReceivedFile> {
  private readonly pipe: ValidationPipe = validationPipe();
  private readonly turns = new UploadTurns(MOST, MOST_OF_ONE);

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
    return this.turns.take(actorId(signedInActor()), async () => {
      const content = await this.contents.receive(bytes, Number(request.headers['content-length'] ?? 0));
      return new ReceivedFile(content, await this.previews.make(content));
    });
  }

  async settle({ contentIds }: ReceivedFile): Promise<void> {
    await this.contents.settle(contentIds);
  }
}
