import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Config } from '../config/config.module.js';
import { EntryRows } from './entry-rows.js';
import { LiveGateway } from './live.gateway.js';
import { Rooms } from './rooms.js';

@Module({
  imports: [JwtModule.registerAsync({ inject: [Config], useFactory: ({ jwtKey }: Config) => ({ secret: jwtKey }) })],
  providers: [LiveGateway, EntryRows, Rooms],
  exports: [EntryRows, LiveGateway, Rooms],
})
export class RealtimeModule {}
