import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { writeFile } from 'node:fs/promises';
import { AppModule } from '../app.module.js';
import { configureRoutes } from '../application.js';
import { describeApi } from './document.js';
import { Config } from '../platform/config/config.module.js';
import { readEnvironment } from '../platform/config/environment.js';

/** Writes the API's description to the file named as the argument; needs no database. */
const config = new Config(readEnvironment({}), 'of-no-use-in-a-description', '', '');
const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), new FastifyAdapter(), {
  preview: true,
  logger: false,
});
configureRoutes(app);
await writeFile(process.argv[2] ?? 'openapi.json', `${JSON.stringify(describeApi(app), null, 2)}\n`);
process.exit(0);
