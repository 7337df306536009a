import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MOST_TEMPLATES } from '@verstak/domain';
import type { Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { TemplateListQuery } from './template.dto.js';
import { Template } from './template.js';

@Injectable()
export class TemplatesRepository extends BaseRepository<Template> {
  constructor(@InjectModel(Template.name) model: Model<Template>, context: RepositoryContext) {
    super(model, Template, 'Template', context);
  }

  /** Those that the caller may see, in no order. */
  async all({ kind, isArchived }: TemplateListQuery): Promise<Stored<Template>[]> {
    const where = allOf<Template>({ isArchived, ...(kind ? { kind } : {}) }, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).limit(MOST_TEMPLATES).lean<Stored<Template>[]>();
  }

  /** How many there are, archived ones too, whoever asks. */
  async count(): Promise<number> {
    return this.model.countDocuments();
  }

  async add(fields: Partial<Template>): Promise<Stored<Template>> {
    return this.insert({ ...fields, isArchived: false });
  }

  async delete(template: Stored<Template>): Promise<void> {
    return this.remove(template);
  }
}
