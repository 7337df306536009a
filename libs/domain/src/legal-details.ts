/** What documents name a Russian firm and its account by; each number carries a check of its own. */
export interface LegalNumbers {
  taxNumber?: string | null | undefined;
  taxReasonCode?: string | null | undefined;
  registrationNumber?: string | null | undefined;
  bankCode?: string | null | undefined;
  bankAccount?: string | null | undefined;
  correspondentAccount?: string | null | undefined;
}

/** Which of the numbers cannot be right: `inn`, `kpp`, `ogrn`, `bik`, `account` and `correspondent` are their rules. */
export type LegalRule = 'inn' | 'kpp' | 'ogrn' | 'bik' | 'account' | 'correspondent';

export interface LegalFault {
  field: keyof LegalNumbers;
  rule: LegalRule;
}

/** The numbers that cannot be those of a firm in Russia: of another length, or with a wrong check digit. */
export function legalFaultsOfRussia(numbers: LegalNumbers): LegalFault[] {
  const { taxNumber, taxReasonCode, registrationNumber, bankCode, bankAccount, correspondentAccount } = numbers;
  const bank = bankCode && isBik(bankCode) ? bankCode : undefined;
  const checks: readonly [LegalFault['field'], LegalRule, string | null | undefined, (text: string) => boolean][] = [
    ['taxNumber', 'inn', taxNumber, isInn],
    ['taxReasonCode', 'kpp', taxReasonCode, (text) => /^\d{4}[\dA-Z]{2}\d{3}$/.test(text)],
    ['registrationNumber', 'ogrn', registrationNumber, isOgrn],
    ['bankCode', 'bik', bankCode, isBik],
    ['bankAccount', 'account', bankAccount, (text) => isAccount(text, bank && ownKey(bank))],
    ['correspondentAccount', 'correspondent', correspondentAccount, (text) => isAccount(text, bank && cashKey(bank))],
  ];
  return checks.flatMap(([field, rule, text, isRight]) => (text && !isRight(text) ? [{ field, rule }] : []));
}

/** Ten digits of an organisation or twelve of a person; the check digits are those of the tax service's order. */
function isInn(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text)) return false;
  const weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
  const digitAt = (place: number): number => (weighted(text.slice(0, place), weights.slice(-place)) % 11) % 10;
  const places = text.length === 10 ? [9] : [10, 11];
  return places.every((place) => digitAt(place) === Number(text[place]));
}

/** Thirteen digits of an organisation, fifteen of a person who trades; the last is the rest of all before it. */
function isOgrn(text: string): boolean {
  if (!/^(\d{13}|\d{15})$/.test(text)) return false;
  const rest = BigInt(text.slice(0, -1)) % BigInt(text.length - 2);
  return Number(rest % 10n) === Number(text.at(-1));
}

function isBik(text: string): boolean {
  return /^\d{9}$/.test(text);
}

/** Twenty digits that agree with those of their bank, where it is known. */
function isAccount(text: string, key: string | undefined): boolean {
  if (!/^\d{20}$/.test(text)) return false;
  const all = (key ?? '') + text;
  return key === undefined || weighted(all, repeated([7, 1, 3], all.length)) % 10 === 0;
}

/** What of a bank's code vouches for the accounts of its clients; of a cash centre of the central bank, its own. */
function ownKey(bik: string): string {
  return /00[0-2]$/.test(bik) ? cashKey(bik) : bik.slice(-3);
}

function cashKey(bik: string): string {
  return `0${bik.slice(4, 6)}`;
}

function weighted(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * (weights[place] ?? 0), 0);
}

function repeated(weights: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, place) => weights[place % weights.length] ?? 0);
}
