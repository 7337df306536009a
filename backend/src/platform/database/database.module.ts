import { Global, Module } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { databaseName } from '../config/database-server.js';
import { Config } from '../config/config.module.js';
import { Bell } from './bell.js';
import { Counters } from './counters.js';
import { DiskSpace } from './disk-space.js';
import { readsInnerIds } from './inner-ids.js';
import { Leases } from './leases.js';
import { Transactions } from './transactions.js';
import { announcesQueries } from './unit.js';

// Sessions follow the asynchronous call, so that no query inside a transaction can miss it.
mongoose.set('transactionAsyncLocalStorage', true);
// Mongoose does not wrap operators of filters in `$eq`: the product makes them itself, of values that bodies and queries
// were checked for, and asks by operators.
mongoose.set('sanitizeFilter', false);
mongoose.set('strictQuery', 'throw');
mongoose.plugin(announcesQueries);
mongoose.plugin(readsInnerIds);

@Global()
@Module({
  imports: [
    MongooseModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        uri: config.databaseUri,
        dbName: databaseName(config.databaseUri),
        maxPoolSize: 64,
        minPoolSize: 4,
        serverSelectionTimeoutMS: 10_000,
        autoIndex: true,
        retryAttempts: 3,
        retryDelay: 500,
      }),
    }),
  ],
  providers: [
    Transactions,
    Counters,
    Bell,
    DiskSpace,
    {
      provide: Leases,
      inject: [getConnectionToken()],
      useFactory: (connection: Connection) => new Leases(connection.getClient().db(connection.name)),
    },
  ],
  exports: [Transactions, Counters, Leases, Bell, DiskSpace],
})
export class DatabaseModule {}
