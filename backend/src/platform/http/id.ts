import { Param, type PipeTransform } from '@nestjs/common';
import { readCode } from '@verstak/domain';
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

const parseCode: PipeTransform<string, string> = {
  transform(value, { data: field = 'code' }) {
    const code = readCode(value);
    if (code) return code;
    const message = 'must be the eight letters and digits of a code such as K7M4-92XA';
    throw Invalid([{ field, rule: 'isCode', value: value.slice(0, 100), message }]);
  },
};

/** The code of a document in the path, as it was scanned or as somebody typed it. */
export const Code = (name = 'code'): ParameterDecorator => Param(name, parseCode);
