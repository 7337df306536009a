import { relative } from 'node:path';
import { prepareDataDir } from '../platform/config/data-dir.js';
import { loadEnvironment } from '../platform/config/environment.js';
import { localFiles, makeLocal } from '../platform/config/local-certificate.js';

/** Names as browsers know them; in an address of another script they stand in ASCII. */
const NAME = /^[a-z\d.:-]{1,253}$/;

try {
  const given = process.argv.slice(2).map((name) => name.toLowerCase());
  const wrong = given.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw new Error(`${JSON.stringify(wrong)} is no name or address of a machine`);
  const environment = loadEnvironment();
  await prepareDataDir(environment.DATA_DIR);
  const names = await makeLocal(environment, given);
  const { authority, cert, key } = localFiles(environment.DATA_DIR);
  const from = (path: string): string => relative('.', path);
  process.stdout.write(
    [
      `The certificate is for ${names.join(', ')}`,
      `Put into .env: TLS_CERT=${from(cert)}`,
      `Put into .env: TLS_KEY=${from(key)}`,
      `Let devices trust: ${from(authority)} (docs/operations.md, "HTTPS in a local network")`,
      '',
    ].join('\n'),
  );
} catch (error) {
  process.stderr.write(`No certificate was made. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
