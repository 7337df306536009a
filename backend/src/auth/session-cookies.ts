import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { READING_COOKIE } from '../platform/access/read-by-cookie.js';
import { Config } from '../platform/config/config.module.js';
import type { SessionView } from './auth.dto.js';
import type { OpenedSession } from './auth.service.js';
import { deviceFrom, textOf, type Device } from './known-devices.js';

export const REFRESH_COOKIE = 'verstak_refresh';
const DEVICE_COOKIE = 'verstak_device';
/** The longest that browsers keep a cookie. */
const DAYS_400 = 400 * 24 * 60 * 60;
const PATH = '/api/v1/auth';

/**
 * The cookies of a session, httpOnly and SameSite=Strict: the one that holds the refresh token is sent to the session
 * routes only, the one by which a browser reads files to those. The one by which a device is known outlasts sessions.
 */
@Injectable()
export class SessionCookies {
  constructor(private readonly config: Config) {}

  set(reply: FastifyReply, { refresh, readingToken, device, view }: OpenedSession): SessionView {
    const { expiresAt: expires } = refresh;
    void reply.setCookie(REFRESH_COOKIE, refresh.token, { ...this.options(PATH), expires });
    void reply.setCookie(READING_COOKIE.name, readingToken, { ...this.options(READING_COOKIE.path), expires });
    if (device) this.setDevice(reply, device);
    return view;
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(REFRESH_COOKIE, this.options(PATH));
    void reply.clearCookie(READING_COOKIE.name, this.options(READING_COOKIE.path));
  }

  /** The device of a request; a new one where it does not say. */
  deviceOf(request: FastifyRequest): Device {
    return deviceFrom(request.cookies[DEVICE_COOKIE]);
  }

  setDevice(reply: FastifyReply, device: Device): void {
    void reply.setCookie(DEVICE_COOKIE, textOf(device), { ...this.options(PATH), maxAge: DAYS_400 });
  }

  private options(path: string): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
    return { path, httpOnly: true, sameSite: 'strict', secure: this.config.isSecure };
  }
}
