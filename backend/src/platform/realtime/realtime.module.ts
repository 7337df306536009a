import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { UsersModule } from '../../users/users.module.js';
import { Config } from '../config/config.module.js';
import { LiveGateway } from './live.gateway.js';

@Module({
  imports: [
    UsersModule,
    JwtModule.registerAsync({ inject: [Config], useFactory: ({ jwtSecret }: Config) => ({ secret: jwtSecret }) }),
  ],
  providers: [LiveGateway],
})
export class RealtimeModule {}
