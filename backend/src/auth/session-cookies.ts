import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { READING_COOKIE } from '../platform/access/read-by-cookie.js';
import { Config } from '../platform/config/config.module.js';
import type { SessionView } from './auth.dto.js';
import type { OpenedSession } from './auth.service.js';

export const REFRESH_COOKIE = 'verstak_refresh';
const PATH = '/api/v1/auth';

/**
 * The cookies of a session, httpOnly and SameSite=Strict: the one that holds the refresh token is sent to the session
 * routes only, the one by which a browser reads files to those.
 */
@Injectable()
export class SessionCookies {
  constructor(private readonly config: Config) {}

  set(reply: FastifyReply, { refresh, readingToken, view }: OpenedSession): SessionView {
    const { expiresAt: expires } = refresh;
    void reply.setCookie(REFRESH_COOKIE, refresh.token, { ...this.options(PATH), expires });
    void reply.setCookie(READING_COOKIE.name, readingToken, { ...this.options(READING_COOKIE.path), expires });
    return view;
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(REFRESH_COOKIE, this.options(PATH));
    void reply.clearCookie(READING_COOKIE.name, this.options(READING_COOKIE.path));
  }

  private options(path: string): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
    return { path, httpOnly: true, sameSite: 'strict', secure: this.config.isSecure };
  }
}
