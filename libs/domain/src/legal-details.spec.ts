import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalFaultsOfRussia, type LegalNumbers } from './legal-details.js';

/** Published by those whose numbers they are. */
const BANK = {
  taxNumber: '7707083893',
  taxReasonCode: '773601001',
  registrationNumber: '1027700132195',
  bankCode: '044525225',
  correspondentAccount: '30101810400000000225',
};
const PERSON = { taxNumber: '500100732259', registrationNumber: '304500116000157' };

const faults = (numbers: LegalNumbers): string[] => legalFaultsOfRussia(numbers).map(({ field }) => field);

describe('the numbers of a firm in Russia', () => {
  it('are taken as they are published, of an organisation and of a person', () => {
    expect(faults(BANK)).toEqual([]);
    expect(faults(PERSON)).toEqual([]);
    expect(faults({ bankCode: '044525974', bankAccount: '40702810200000000007' })).toEqual(['bankAccount']);
    expect(faults({ ...BANK, bankAccount: '40702810200000000001' })).toEqual([]);
    expect(faults({ taxReasonCode: '77070a001' })).toEqual(['taxReasonCode']);
    expect(faults({ taxReasonCode: '7707AZ001' })).toEqual([]);
  });

  it('are refused with another check digit, and with one digit too few or too many', () => {
    for (const numbers of [BANK, PERSON] as LegalNumbers[])
      for (const field of ['taxNumber', 'registrationNumber'] as const) {
        const text = numbers[field] ?? '';
        const wrong = Array.from({ length: 9 }, (_, step) => (Number(text.at(-1)) + step + 1) % 10);
        for (const digit of wrong) expect(faults({ [field]: text.slice(0, -1) + digit })).toEqual([field]);
        expect(faults({ [field]: text.slice(1) })).toEqual([field]);
        expect(faults({ [field]: `${text}0` })).toEqual([field]);
      }
  });

  it('of an account are refused with any one digit wrong', () => {
    const account = BANK.correspondentAccount;
    fc.assert(
      fc.property(fc.nat(account.length - 1), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digit = (Number(account[place]) + step) % 10;
        const correspondentAccount = account.slice(0, place) + digit + account.slice(place + 1);
        expect(faults({ ...BANK, correspondentAccount })).toEqual(['correspondentAccount']);
      }),
    );
  });

  it('of an account are compared with those of the bank, where that is known', () => {
    const { correspondentAccount } = BANK;
    expect(faults({ correspondentAccount })).toEqual([]);
    expect(faults({ correspondentAccount, bankCode: '044525974' })).toEqual([]);
    expect(faults({ correspondentAccount, bankCode: '044030225' })).toEqual(['correspondentAccount']);
    expect(faults({ correspondentAccount, bankCode: '04452522' })).toEqual(['bankCode']);
  });
});
