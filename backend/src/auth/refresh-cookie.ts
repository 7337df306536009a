import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Config } from '../platform/config/config.module.js';
import type { SessionView } from './auth.dto.js';
import type { OpenedSession } from './auth.service.js';

export const REFRESH_COOKIE = 'verstak_refresh';
const PATH = '/api/v1/auth';

/** The cookie that holds the refresh token: httpOnly, SameSite=Strict, sent to the session routes only. */
@Injectable()
export class RefreshCookie {
  constructor(private readonly config: Config) {}

  set(reply: FastifyReply, { refresh, view }: OpenedSession): SessionView {
    void reply.setCookie(REFRESH_COOKIE, refresh.token, { ...this.options(), expires: refresh.expiresAt });
    return view;
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(REFRESH_COOKIE, this.options());
  }

  private options(): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
    return { path: PATH, httpOnly: true, sameSite: 'strict', secure: this.config.isSecure };
  }
}
