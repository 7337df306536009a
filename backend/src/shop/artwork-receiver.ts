import { Injectable, type ValidationPipe } from '@nestjs/common';
import { isArtwork, MAX_ARTWORK_BYTES } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Contents, type Content } from '../files/contents.js';
import { NamedUpload } from '../files/file.dto.js';
import { Previews } from '../files/previews.js';
import { ReceivedFile } from '../files/received-file.js';
import { UploadTurns } from '../files/upload-turns.js';
import { currentCall } from '../platform/access/caller.js';
import { Invalid } from '../platform/failure/failure.js';
import { networkOf } from '../platform/guesses/network.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { ArtworkService } from './artwork.service.js';

/** Uploads of customers that run at once, of all and of one network: those of the staff have turns of their own. */
const MOST = 8;
const MOST_OF_ONE = 3;

/** Takes in artwork of whoever comes by, so often and so much of it, and nothing that is no artwork. */
@Injectable()
export class ArtworkReceiver implements BodyReceiver<ReceivedFile> {
  private readonly pipe: ValidationPipe = validationPipe();
  private readonly turns = new UploadTurns(MOST, MOST_OF_ONE);

  constructor(
    private readonly artwork: ArtworkService,
    private readonly contents: Contents,
    private readonly previews: Previews,
  ) {}

  async receive(request: FastifyRequest, bytes: Readable): Promise<ReceivedFile> {
    await this.pipe.transform(request.query, { type: 'query', metatype: NamedUpload });
    const network = networkOf(currentCall().address ?? '');
    await this.artwork.requireRoom(network);
    return this.turns.take(network, async () => {
      const announced = Number(request.headers['content-length'] ?? 0);
      const content = await this.contents.receive(bytes, announced, MAX_ARTWORK_BYTES);
      if (!isArtwork(content.mediaType)) await this.refuse(content);
      return new ReceivedFile(content, await this.previews.make(content));
    });
  }

  /** What was taken stays without a file until it is ordered, or swept after a day. */
  async settle({ isTaken, contentIds }: ReceivedFile): Promise<void> {
    if (!isTaken) await this.contents.settle(contentIds);
  }

  private async refuse({ id, mediaType }: Content): Promise<never> {
    await this.contents.settle([id]);
    const message = `is ${mediaType}, which is no artwork; send a picture, a PDF, a drawing, or an archive of them`;
    throw Invalid([{ field: 'body', rule: 'isArtwork', value: mediaType, message }]);
  }
}
