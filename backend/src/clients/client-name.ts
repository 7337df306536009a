import type { Client } from './client.js';

type Named = Pick<Client, 'company' | 'firstName' | 'lastName' | 'middleName'>;

/** What a client is called: the company, or last, first and middle name; empty where there is neither. */
export function clientName({ company, firstName, lastName, middleName }: Partial<Named>): string {
  return company || [lastName, firstName, middleName].filter(Boolean).join(' ');
}
