/** The ceiling: a bare Fastify server that answers the same bytes to whatever is asked. */
import { fastify } from 'fastify';

process.once('message', (body) => {
  const server = fastify();
  const answer = Buffer.from(body as string);
  server.all('/*', (_request, reply) => void reply.type('application/json; charset=utf-8').send(answer));
  void server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' }).then(() => process.send?.('ready'));
});
