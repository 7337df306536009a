import type { LetterKind } from '@verstak/domain';
import type { NewLetter } from '../outbox/outbox.js';
import type { ExportLanguage } from '../platform/exports/table.js';

/** Why a customer gets a letter with a link: an account is new, was there when one was wanted, or lost its password. */
export type AccountNews = 'made' | 'known' | 'forgotten';

const KINDS: Record<AccountNews, LetterKind> = {
  made: 'address_confirmation',
  known: 'password_reset',
  forgotten: 'password_reset',
};

/** The page of the shop that a link opens; the secret stands behind a `#`, which browsers send to nobody. */
const PAGES: Record<AccountNews, string> = { made: 'confirm', known: 'new-password', forgotten: 'new-password' };

interface Words {
  hello: string;
  subjects: Record<AccountNews, string>;
  texts: Record<AccountNews, string>;
  until: string;
  notYou: string;
}

const WORDS: Record<ExportLanguage, Words> = {
  ru: {
    hello: 'Здравствуйте.',
    subjects: {
      made: 'Подтвердите адрес почты',
      known: 'У вас уже есть личный кабинет',
      forgotten: 'Новый пароль',
    },
    texts: {
      made: 'На этот адрес заведён личный кабинет в нашем магазине. Подтвердите, что адрес ваш: тогда в кабинете будут видны и прежние заказы.',
      known:
        'Кто-то хотел завести на этот адрес личный кабинет, но он уже есть. Если это были вы, войдите со своим паролем, а если не помните его, задайте новый:',
      forgotten: 'Задайте новый пароль к личному кабинету:',
    },
    until: 'Ссылка действует сутки и открывается один раз.',
    notYou: 'Если вы этого не просили, ничего не делайте: без ссылки никто ничего не изменит.',
  },
  en: {
    hello: 'Hello,',
    subjects: {
      made: 'Please confirm your e-mail address',
      known: 'You already have an account',
      forgotten: 'A new password',
    },
    texts: {
      made: 'An account in our shop was made with this address. Please confirm that it is yours: then earlier orders are in it too.',
      known:
        'Somebody wanted to make an account with this address, and there is one already. If it was you, sign in with your password, or set a new one:',
      forgotten: 'Set a new password for your account:',
    },
    until: 'The link is good for a day, and once.',
    notYou: 'If you did not ask for this, you need do nothing: without the link nobody changes anything.',
  },
};

/** The letter about an account, with a link that carries the secret. */
export function accountLetter(
  news: AccountNews,
  language: ExportLanguage,
  { url, secret }: { url: string; secret: string },
): Pick<NewLetter, 'kind' | 'subject' | 'text'> {
  const { hello, subjects, texts, until, notYou } = WORDS[language];
  const link = `${url}/shop/${PAGES[news]}#${secret}`;
  const text = [hello, texts[news], link, until, notYou].join('\n\n');
  return { kind: KINDS[news], subject: subjects[news], text: `${text}\n` };
}
