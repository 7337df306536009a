import { describe, expect, it } from '@jest/globals';
import { IdField, ListField, NestedField, TextField } from '../fields/index.js';
import { projectionOf } from './projection.js';

class Line {
  @IdField()
  id!: string;

  @TextField()
  title!: string;
}

class Row {
  @IdField()
  id!: string;

  @ListField(() => Line)
  lines!: Line[];

  @NestedField(() => Line)
  main!: Line;
}

describe('what is read for a row', () => {
  it('is what its class declares, of lists and documents inside it too', () => {
    expect(projectionOf(Row)).toEqual({ _id: 1, 'lines.id': 1, 'lines.title': 1, 'main.id': 1, 'main.title': 1 });
  });
});
