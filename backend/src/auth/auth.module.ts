import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from '../platform/access/access.guard.js';
import { JwtStrategy } from '../platform/access/jwt.strategy.js';
import { Config } from '../platform/config/config.module.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuthController } from './auth.controller.js';
import { ACCESS_TOKEN_SECONDS, AuthService } from './auth.service.js';
import { KnownDevices } from './known-devices.js';
import { SessionCookies } from './session-cookies.js';

@Module({
  imports: [
    UsersModule,
    PassportModule,
    GuessesModule,
    JwtModule.registerAsync({
      inject: [Config],
      useFactory: ({ jwtKey }: Config) => ({
        secret: jwtKey,
        signOptions: { expiresIn: ACCESS_TOKEN_SECONDS, algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [AuthService, KnownDevices, SessionCookies, JwtStrategy, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [AuthService, JwtModule],
})
export class AuthModule {}
