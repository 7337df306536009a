import type { Letterhead, PaperPicture } from '../platform/exports/pdf-pages.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { Workshop } from './workshop.dto.js';

/** What the numbers are called: in Russia by their own names, elsewhere by what they are. */
const NAMES: Record<ExportLanguage, Record<'russia' | 'elsewhere', Record<string, string>>> = {
  ru: {
    russia: { tax: 'ИНН', reason: 'КПП', firm: 'ОГРН', trader: 'ОГРНИП', account: 'р/с', bank: 'БИК', cash: 'к/с' },
    elsewhere: {
      tax: 'Налоговый №',
      reason: '',
      firm: 'Рег. №',
      trader: 'Рег. №',
      account: 'Счёт',
      bank: 'BIC',
      cash: '',
    },
  },
  en: {
    russia: {
      tax: 'INN',
      reason: 'KPP',
      firm: 'OGRN',
      trader: 'OGRNIP',
      account: 'Account',
      bank: 'BIK',
      cash: 'Corr. account',
    },
    elsewhere: {
      tax: 'Tax No.',
      reason: '',
      firm: 'Reg. No.',
      trader: 'Reg. No.',
      account: 'Account',
      bank: 'BIC',
      cash: '',
    },
  },
};

/** Digits of the number of a person who trades in Russia; of an organisation it has two fewer. */
const TRADER_DIGITS = 15;

/** Who prints a document for clients: the name and, below it, what identifies the firm and how to reach it. */
export function letterheadOf(workshop: Workshop, lang: ExportLanguage, logo?: PaperPicture): Letterhead {
  const { name, legalName, taxNumber, taxReasonCode, registrationNumber, address, phone, email, website } = workshop;
  const names = namesFor(workshop, lang);
  const registered = registrationNumber?.length === TRADER_DIGITS ? names['trader'] : names['firm'];
  const numbers = [
    [names['tax'], taxNumber],
    [names['reason'], taxReasonCode],
    [registered, registrationNumber],
  ];
  const firm = legalName === name ? '' : (legalName ?? '');
  const lines = [firm, named(numbers), address ?? '', joined([phone, email, website])].filter((line) => line);
  return { name, lines, ...(logo ? { logo } : {}) };
}

/** Where money for the workshop goes, in one line; `undefined` where the account is not known. */
export function accountOf(workshop: Workshop, lang: ExportLanguage): string | undefined {
  const { bankName, bankCode, bankAccount, correspondentAccount } = workshop;
  if (!bankAccount) return undefined;
  const names = namesFor(workshop, lang);
  const account = named([[names['account'], bankAccount]]);
  const bank = named([
    [names['bank'], bankCode],
    [names['cash'], correspondentAccount],
  ]);
  return [account, bankName, bank].filter(Boolean).join(', ');
}

function namesFor({ country }: Workshop, lang: ExportLanguage): Record<string, string> {
  return NAMES[lang][country === 'RU' ? 'russia' : 'elsewhere'];
}

function named(numbers: readonly (readonly (string | undefined)[])[]): string {
  return joined(numbers.map(([name, value]) => (value ? [name, value].filter(Boolean).join(' ') : undefined)));
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
