import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deepestReduction, detailsOf, missingOf, priceOf, detailWords, type Offered } from './catalog.js';

const MUG: Offered = {
  price: 100_000,
  options: [
    {
      id: 'size',
      name: 'Объём',
      isRequired: true,
      stageId: 'engraving',
      choices: [
        { id: 'small', name: '330 мл', price: 0, minutesPerUnit: 0 },
        { id: 'large', name: '450 мл', price: 15_000, minutesPerUnit: 2 },
      ],
    },
    {
      id: 'extras',
      name: 'Добавить',
      isMany: true,
      choices: [
        { id: 'box', name: 'коробку', price: 9_900, minutesPerUnit: 1 },
        { id: 'own', name: 'свою кружку', price: -40_000, minutesPerUnit: 0 },
      ],
    },
  ],
  questions: [
    { id: 'text', name: 'Надпись', kind: 'text', isRequired: true, maxLength: 5 },
    { id: 'day', name: 'День рождения', kind: 'day' },
    { id: 'art', name: 'Макет', kind: 'file' },
  ],
};

describe('what is wanted of a product', () => {
  it('is told in words in the order of the product, and gives the price of a unit', () => {
    const wanted = {
      choiceIds: ['own', 'large'],
      answers: [
        { questionId: 'art', value: 'роза.svg' },
        { questionId: 'day', value: '2026-02-28' },
        { questionId: 'text', value: 'Анне' },
      ],
    };
    const { details, faults } = detailsOf(MUG, wanted);
    expect(faults).toEqual([]);
    expect(detailWords(details, (day) => day.split('-').reverse().join('.'))).toEqual([
      'Объём: 450 мл',
      'Добавить: свою кружку',
      'Надпись: Анне',
      'День рождения: 28.02.2026',
      'Макет: роза.svg',
    ]);
    expect(details[0]).toMatchObject({ price: 15_000, minutesPerUnit: 2, stageId: 'engraving' });
    expect(priceOf(MUG, details)).toBe(75_000);
    expect(missingOf(MUG, wanted)).toEqual([]);
  });

  it.each([
    [{ choiceIds: ['small', 'huge'] }, { field: 'choiceIds', index: 1, fault: 'unknown' }],
    [{ choiceIds: ['small', 'large'] }, { field: 'choiceIds', index: 1, fault: 'single' }],
    [{ answers: [{ questionId: 'colour', value: 'red' }] }, { field: 'answers', index: 0, fault: 'unknown' }],
    [{ answers: [{ questionId: 'text', value: '123456' }] }, { field: 'answers', index: 0, fault: 'too_long', max: 5 }],
    [
      { answers: [{ questionId: 'art', value: 'x'.repeat(201) }] },
      { field: 'answers', index: 0, fault: 'too_long', max: 200 },
    ],
    [{ answers: [{ questionId: 'day', value: '2026-02-30' }] }, { field: 'answers', index: 0, fault: 'not_a_day' }],
    [
      {
        answers: [
          { questionId: 'text', value: 'a' },
          { questionId: 'text', value: 'b' },
        ],
      },
      { field: 'answers', index: 1, fault: 'twice' },
    ],
  ])('is refused where it is not offered: %j', (wanted, fault) => {
    expect(detailsOf(MUG, wanted).faults).toEqual([fault]);
  });

  it('counts letters as people do', () => {
    expect(detailsOf(MUG, { answers: [{ questionId: 'text', value: '🎂🎂🎂🎂🎂' }] }).faults).toEqual([]);
  });

  it('stays as an item has it, where the product offers it no longer', () => {
    const known = [
      { id: 'gone', name: 'Цвет', value: 'синий', price: 500 },
      { id: 'asked', name: 'Имя', value: 'Пётр' },
    ];
    const wanted = { choiceIds: ['gone', 'small'], answers: [{ questionId: 'asked', value: 'Пётр' }] };
    const { details, faults } = detailsOf(MUG, wanted, known);
    expect(faults).toEqual([]);
    expect(details.map(({ id }) => id)).toEqual(['small', 'gone', 'asked']);
    expect(priceOf(MUG, details)).toBe(100_500);
    const other = { answers: [{ questionId: 'asked', value: 'Павел' }] };
    expect(detailsOf(MUG, other, known).faults).toEqual([{ field: 'answers', index: 0, fault: 'unknown' }]);
  });

  it('tells what is needed and missing', () => {
    expect(missingOf(MUG, { choiceIds: ['box'], answers: [{ questionId: 'text', value: '  ' }] })).toEqual([
      'Объём',
      'Надпись',
    ]);
  });
});

it('no choice makes a unit cheaper than the deepest reduction says', () => {
  const choice = fc.record({ price: fc.integer({ min: -1_000, max: 1_000 }), minutesPerUnit: fc.constant(0) });
  const option = fc.record({ isMany: fc.boolean(), choices: fc.array(choice, { minLength: 1, maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(option, { maxLength: 4 }), fc.infiniteStream(fc.boolean()), (drawn, picks) => {
      const options = drawn.map(({ isMany, choices }, index) => ({
        id: `${index}`,
        name: `${index}`,
        isMany,
        choices: choices.map((one, at) => ({ ...one, id: `${index}.${at}`, name: `${at}` })),
      }));
      const choiceIds = options.flatMap(({ isMany, choices }) => {
        const picked = choices.filter(() => picks.next().value);
        return (isMany ? picked : picked.slice(0, 1)).map(({ id }) => id);
      });
      const offered = { price: 16_000, options, questions: [] };
      const { details, faults } = detailsOf(offered, { choiceIds });
      const naive = options.flatMap(({ choices }) => choices).filter(({ id }) => choiceIds.includes(id));
      expect(faults).toEqual([]);
      expect(priceOf(offered, details)).toBe(16_000 + naive.reduce((sum, { price }) => sum + price, 0));
      expect(priceOf(offered, details)).toBeGreaterThanOrEqual(16_000 + deepestReduction(options));
    }),
  );
});
