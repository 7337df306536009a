import { Param, type PipeTransform } from '@nestjs/common';
import { Invalid } from '../failure/failure.js';

const parseId: PipeTransform<string, string> = {
  transform(value, { data: field = 'id' }) {
    if (/^[0-9a-f]{24}$/i.test(value)) return value.toLowerCase();
    throw Invalid([
      { field, rule: 'isMongoId', value: value.slice(0, 100), message: 'must be an id of 24 hexadecimal digits' },
    ]);
  },
};

/** The id of a document in the path. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, parseId);
