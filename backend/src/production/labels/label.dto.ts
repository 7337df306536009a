import { IsInt, Max, Min } from 'class-validator';
import { QueryNumber } from '../../platform/fields/index.js';

const PIXELS = { minimum: 64, maximum: 2_048, default: 512 } as const;

/** How large a picture of a code is. */
export class CodePictureQuery {
  @QueryNumber('Pixels of a side.', { type: 'integer', ...PIXELS }, [IsInt(), Min(PIXELS.minimum), Max(PIXELS.maximum)])
  size: number = PIXELS.default;
}
