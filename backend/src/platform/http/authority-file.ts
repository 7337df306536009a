import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.module.js';
import { isLocal, localFiles } from '../config/local-certificate.js';

/** Gives devices the authority that they are to trust, at `/authority.crt`, where the certificate is of a local one. */
export async function serveAuthority(server: FastifyInstance, { environment }: Config): Promise<void> {
  if (!isLocal(environment)) return;
  const certificate = await readFile(localFiles(environment.DATA_DIR).authority);
  server.get('/authority.crt', (_request, reply) => reply.type('application/x-x509-ca-cert').send(certificate));
}
