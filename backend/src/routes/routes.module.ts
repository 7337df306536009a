import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/users.module.js';
import { Route, RouteSchema } from './route.js';
import { RoutePlaces } from './route-places.js';
import { RoutesController } from './routes.controller.js';
import { RoutesRepository } from './routes.repository.js';
import { RoutesService } from './routes.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Route.name, schema: RouteSchema }]), UsersModule],
  controllers: [RoutesController],
  providers: [RoutesService, RoutesRepository, RoutePlaces],
  exports: [RoutesService],
})
export class RoutesModule {}
