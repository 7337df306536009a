import { ForPublic } from '../platform/access/allow.js';
import { TextField } from '../platform/fields/index.js';

export class S2Credentials {
  @TextField({ max: 60, example: 'anna' })
  username!: string;

  @TextField({ max: 72, exactly: true, example: 'correct horse battery' })
  password!: string;
}

const TOKEN = { max: 2_000, example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI2NmYwIn0.c2lnbmF0dXJl' } as const;

export class S2Refresh {
  @TextField(TOKEN)
  refresh!: string;
}

/** A new access token. */
@ForPublic()
export class S2Access {
  @TextField(TOKEN)
  access!: string;
}

/** Both tokens. */
@ForPublic()
export class S2Tokens extends S2Access {
  @TextField(TOKEN)
  refresh!: string;
}
