import { UNREADABLE_REASONS } from './imports.js';

/** Why what lies at an address of the web was not fetched. */
export const FETCH_FAULTS = [
  'host_unknown',
  'unreachable',
  'silent',
  'private_network',
  'redirects',
  'certificate',
  'no_http',
  'status',
  'cut_off',
  'too_large',
] as const;

export type FetchFault = (typeof FETCH_FAULTS)[number];

/** Why a stock check came to nothing: nothing was fetched, that is no table, or says nothing of prices or stock. */
export const FEED_FAULTS = [
  ...FETCH_FAULTS,
  'not_a_table',
  'columns',
  'values',
  'supplier_archived',
  'internal',
  ...UNREADABLE_REASONS.filter((reason) => reason !== 'too_large'),
] as const;

export type FeedFault = (typeof FEED_FAULTS)[number];

/** How often stock may be checked, in minutes: every five minutes to once a week. */
export const LEAST_FEED_MINUTES = 5;
export const MOST_FEED_MINUTES = 7 * 24 * 60;
