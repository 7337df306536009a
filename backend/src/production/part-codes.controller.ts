import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers } from '../platform/http/answers.js';
import { Code } from '../platform/http/id.js';
import { Part } from './part.js';
import { ProductionService } from './production.service.js';

@ApiTags('Production')
@Controller('part-codes')
export class PartCodesController {
  constructor(private readonly production: ProductionService) {}

  @Get(':code')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({
    summary: 'Read the part with a code',
    description: 'As scanned or typed: in either case, with hyphens, look-alike letters of either alphabet.',
  })
  @Answers(Part, { errors: ['not_found'] })
  getPartByCode(@Code() code: string): Promise<Part> {
    return this.production.byCode(code);
  }
}
