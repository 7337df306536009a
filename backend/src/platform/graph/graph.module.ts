import { Module } from '@nestjs/common';
import { Config } from '../config/config.module.js';
import { OneDrive } from './one-drive.js';

@Module({
  providers: [{ provide: OneDrive, useFactory: (config: Config) => new OneDrive(config), inject: [Config] }],
  exports: [OneDrive],
})
export class GraphModule {}
