import { Controller, Headers, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import { Public } from '../platform/access/allow.js';
import { S2Answers, S2Api } from './s2-api.js';
import { S2Body } from './s2-fields.js';
import { S2Access, S2Credentials, S2Refresh, S2Tokens } from './s2-token.dto.js';
import { S2TokenService } from './s2-token.service.js';

@S2Api()
@Controller('api/token')
export class S2TokenController {
  constructor(private readonly tokens: S2TokenService) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'Sign in',
    description: 'Answers with an access token for the other calls and a refresh token for new ones.',
  })
  @ApiBody({ type: S2Credentials })
  @S2Answers(S2Tokens, 400, 401, 413, 415, 429)
  obtainS2Token(
    @S2Body(S2Credentials) body: Readonly<S2Credentials>,
    @Headers('user-agent') agent: string | undefined,
  ): Promise<S2Tokens> {
    return this.tokens.obtain(body, agent);
  }

  @Post('refresh')
  @Public()
  @ApiOperation({ summary: 'Get a new access token', description: 'The refresh token stays good.' })
  @ApiBody({ type: S2Refresh })
  @S2Answers(S2Access, 400, 401, 413, 415)
  refreshS2Token(@S2Body(S2Refresh) { refresh }: Readonly<S2Refresh>): Promise<S2Access> {
    return this.tokens.refresh(refresh);
  }
}
