import { Body, Controller, Delete, Get, Headers, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Console, Personal, Public, SignedIn } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersNothing, Repeatable } from '../platform/http/answers.js';
import { OpenSession, PasswordChange, ProfileChange, SessionView, SignedInUser, SignIn } from './auth.dto.js';
import { Id } from '../platform/http/id.js';
import { AuthService } from './auth.service.js';
import { REFRESH_COOKIE, SessionCookies } from './session-cookies.js';

@ApiTags('Session')
@Controller('auth')
@Personal()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly cookies: SessionCookies,
  ) {}

  @Post('sign-in')
  @Public()
  @ApiOperation({
    summary: 'Open a session',
    description:
      'Answers with an access token and sets the refresh token as an httpOnly cookie. Five failures from one place slow it down, or fifty from anywhere; a browser that brings back the cookie of an earlier sign-in is not slowed down by what others do.',
  })
  @Answers(SessionView, { errors: ['auth.credentials', 'request.too_many'] })
  async signIn(
    @Body() body: SignIn,
    @Headers('user-agent') agent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.cookies.set(reply, await this.auth.signIn(body, agent, this.cookies.deviceOf(request)));
  }

  @Post('refresh')
  @Public()
  @ApiOperation({
    summary: 'Renew the session',
    description:
      'Spends the refresh cookie for a new one. The one spent last gives the same again for a moment; any other ends the session.',
  })
  @Answers(SessionView, { errors: ['auth.session_ended'] })
  async refreshSession(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.cookies.set(reply, await this.auth.refresh(request.cookies[REFRESH_COOKIE]));
  }

  @Post('sign-out')
  @Public()
  @ApiOperation({
    summary: 'End the session',
    description:
      'The session of the refresh cookie or, without one, of the access token; without both nothing happens.',
  })
  @AnswersNothing()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.auth.signOut(request.cookies[REFRESH_COOKIE]);
    this.cookies.clear(reply);
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who is signed in', description: 'With the permissions that the role has now.' })
  @Answers(SignedInUser)
  me(): Promise<SignedInUser> {
    return this.auth.me();
  }

  @Patch('me')
  @Console()
  @ApiOperation({ summary: 'Change the own e-mail', description: 'Letters about notifications go there.' })
  @Answers(SignedInUser)
  changeMe(@Body() body: ProfileChange): Promise<SignedInUser> {
    return this.auth.changeMe(body);
  }

  @Get('sessions')
  @SignedIn()
  @ApiOperation({
    summary: 'Where the caller is signed in',
    description: 'The one used last first; at most 200.',
  })
  @AnswersList(OpenSession)
  listSessions(): Promise<OpenSession[]> {
    return this.auth.listSessions();
  }

  @Delete('sessions/:id')
  @SignedIn()
  @ApiOperation({
    summary: 'End a session of the caller',
    description: 'It ends at every process within a second; the journal tells of it.',
  })
  @AnswersNothing({ errors: ['not_found'] })
  endSession(@Id() id: string): Promise<void> {
    return this.auth.endSession(id);
  }

  @Delete('sessions')
  @SignedIn()
  @ApiOperation({
    summary: 'End all sessions of the caller but this one',
    description: 'As after a lost phone; the one that asks goes on.',
  })
  @AnswersNothing()
  endOtherSessions(): Promise<void> {
    return this.auth.endOtherSessions();
  }

  @Post('password')
  @SignedIn()
  @Repeatable()
  @ApiOperation({ summary: 'Change the own password', description: 'Other sessions of the caller end.' })
  @AnswersNothing({ errors: ['auth.password_wrong', 'request.too_many'] })
  async changePassword(
    @Body() body: PasswordChange,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.cookies.setDevice(reply, await this.auth.changePassword(body, this.cookies.deviceOf(request)));
  }
}
