import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ImportsModule } from '../imports/imports.module.js';
import { Supplier, SupplierSchema } from './supplier.js';
import { SupplierExport } from './supplier-export.service.js';
import { SupplierImport } from './supplier-import.js';
import { SuppliersController } from './suppliers.controller.js';
import { SuppliersRepository } from './suppliers.repository.js';
import { SuppliersService } from './suppliers.service.js';

@Module({
  imports: [ImportsModule, MongooseModule.forFeature([{ name: Supplier.name, schema: SupplierSchema }])],
  controllers: [SuppliersController],
  providers: [SuppliersService, SuppliersRepository, SupplierExport, SupplierImport],
  exports: [SuppliersService],
})
export class SuppliersModule {}
