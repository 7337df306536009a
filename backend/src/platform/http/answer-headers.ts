import type { FastifyInstance } from 'fastify';

/** What of a browser's devices the console may ask for: the camera, to take a photo or to read a code. */
const PERMISSIONS = 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()';

/** Lets nobody keep an answer that does not say how long it may be kept, and pages ask for no device but the camera. */
export function guardAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}
