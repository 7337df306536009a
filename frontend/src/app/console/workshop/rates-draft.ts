import type { Workshop, WorkshopChange } from '@verstak/api';

/** What an hour costs and what is to be earned, as typed; sums in minor units. */
export interface RatesDraft {
  hourlyRate: number | null;
  centres: { workCentre: string; hourlyRate: number | null }[];
  targetMargin: number | null;
}

type Rates = Pick<Workshop, 'hourlyRate' | 'workCentreRates' | 'targetMargin'>;

export function ratesDraftOf({ hourlyRate, workCentreRates = [], targetMargin }: Rates): RatesDraft {
  const centres = workCentreRates.map((rate) => ({ ...rate }));
  return { hourlyRate: hourlyRate ?? null, centres, targetMargin: targetMargin ?? null };
}

/** The same with a line for each of these work centres, by name, whatever the case; what was typed stays. */
export function withCentres(draft: RatesDraft, names: readonly string[]): RatesDraft {
  const known = new Set(draft.centres.map(({ workCentre }) => keyOf(workCentre)));
  const added = names.filter((name) => !known.has(keyOf(name)) && known.add(keyOf(name)));
  const lines = added.map((name) => ({ workCentre: name.trim(), hourlyRate: null }));
  const centres = [...draft.centres, ...lines];
  return { ...draft, centres: centres.sort((one, other) => one.workCentre.localeCompare(other.workCentre)) };
}

/** What is sent: a work centre without a rate of its own is left out. */
export function ratesChangeOf({ hourlyRate, centres, targetMargin }: RatesDraft): WorkshopChange {
  const workCentreRates = centres.flatMap(({ workCentre, hourlyRate: rate }) =>
    rate === null ? [] : [{ workCentre, hourlyRate: rate }],
  );
  return { hourlyRate, targetMargin, workCentreRates: workCentreRates.length ? workCentreRates : null };
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
