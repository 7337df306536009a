import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { Config } from '../config/config.module.js';
import { contentSecurity } from './content-security.js';

/** What of a browser's devices the console may ask for: the camera, to take a photo or to read a code. */
const PERMISSIONS = 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()';

/**
 * Tells browsers with every answer what it may do there. Nobody keeps one that does not say how long it may be kept, and
 * pages ask for no device but the camera.
 */
export function guardAnswers(server: FastifyInstance, { isSecure, isSecureForGood }: Config): void {
  const secure = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: isSecureForGood,
    xFrameOptions: { action: 'deny' },
  });
  server.addHook('onRequest', ({ raw }, reply, done) => secure(raw, reply.raw, done as (error?: unknown) => void));
  server.addHook('onSend', async (request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    if (reply.hasHeader('content-security-policy')) return;
    void reply.header('content-security-policy', contentSecurity(request.url, isSecure));
  });
}
