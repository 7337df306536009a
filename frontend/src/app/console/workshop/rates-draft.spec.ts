import { describe, expect, it } from '@jest/globals';
import { ratesChangeOf, ratesDraftOf, withCentres } from './rates-draft';

const rates = { hourlyRate: 90_000, workCentreRates: [{ workCentre: 'Лазер', hourlyRate: 120_000 }] };

describe('the rates of an hour as typed', () => {
  it('have a line for each work centre that routes name, once whatever its case', () => {
    const draft = withCentres(ratesDraftOf(rates), ['лазер ', 'Печь', 'печь', 'Лазер']);
    expect(draft.centres).toEqual([
      { workCentre: 'Лазер', hourlyRate: 120_000 },
      { workCentre: 'Печь', hourlyRate: null },
    ]);
  });

  it('are sent without the work centres that have none of their own', () => {
    const draft = withCentres(ratesDraftOf(rates), ['Печь']);
    expect(ratesChangeOf(draft)).toEqual({ ...rates, targetMargin: null });
    expect(ratesChangeOf(ratesDraftOf({}))).toEqual({ hourlyRate: null, targetMargin: null, workCentreRates: null });
  });
});
