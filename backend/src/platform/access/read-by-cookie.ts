import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiCookieAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/**
 * The cookie by which a browser's own requests (pictures on a page, downloads, a PDF in a tab) say whose they are: they
 * carry no header. It opens routes that only read, only below its path, and only while the session lasts.
 */
export const READING_COOKIE = { name: 'verstak_files', path: '/api/v1/files' } as const;

/** The route may also be read by the cookie, without an access token. */
export function ReadByCookie(): MethodDecorator {
  return applyDecorators(RouteConfig({ isReadByCookie: true }), ApiCookieAuth());
}

/** The token in the reading cookie, where the route takes it. */
export function readingToken({ routeOptions, cookies }: FastifyRequest): string | null {
  const { isReadByCookie } = routeOptions.config as { isReadByCookie?: boolean };
  return (isReadByCookie && cookies[READING_COOKIE.name]) || null;
}
