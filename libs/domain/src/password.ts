import { COMMON_WORDS } from './common-words.js';

/** Signs, or pieces that anybody would try as one, that a password must come to. */
const LEAST = 7;
const STRONG = 12;
/** As long as passwords may be; what is longer is refused elsewhere, and not looked at here. */
const MOST = 72;

/** How hard a password is to guess: what is `guessable` is refused. */
export const PASSWORD_STRENGTHS = ['guessable', 'fair', 'strong'] as const;
export type PasswordStrength = (typeof PASSWORD_STRENGTHS)[number];

/** The keys, row by row, as the Latin layout names them; each lies between two of the row below. */
const ROWS = ['`1234567890-=', 'qwertyuiop[]\\', "asdfghjkl;'", 'zxcvbnm,./'];
/** The same keys in the Russian layout. */
const RUSSIAN_ROWS = ['ё', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];
const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'];

/** What people put into passwords first, in Russian as it is said and as it is written in Latin letters. */
const WORDS = [
  ...['password', 'passwd', 'pass', 'admin', 'administrator', 'login', 'user', 'guest', 'root', 'test', 'welcome'],
  ...[
    'hello',
    'letmein',
    'iloveyou',
    'fuck',
    'love',
    'secret',
    'master',
    'manager',
    'workshop',
    'verstak',
    'dragon',
    'monkey',
  ],
  ...['football', 'sunshine', 'princess', 'computer', 'superman', 'summer', 'winter', 'spring', 'autumn'],
  ...['пароль', 'админ', 'администратор', 'логин', 'гость', 'привет', 'люблю', 'любовь', 'любимая', 'секрет', 'тест'],
  ...['мастер', 'мастерская', 'менеджер', 'верстак', 'солнце', 'солнышко', 'котенок', 'россия', 'москва', 'спартак'],
  ...['зима', 'весна', 'лето', 'осень', 'наташа', 'марина', 'сергей', 'андрей', 'александр', 'дмитрий', 'максим'],
  ...['parol', 'privet', 'lyublyu', 'lubov', 'masterskaya', 'solnce', 'rossiya', 'moskva', 'spartak'],
  ...['natasha', 'marina', 'sergey', 'andrey', 'alexandr', 'dmitriy', 'maksim'],
  ...['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...['январь', 'февраль', 'апрель', 'июнь', 'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
  ...['анастасия', 'екатерина', 'виктория', 'светлана', 'татьяна', 'ольга', 'елена', 'владимир', 'николай'],
  ...COMMON_WORDS,
];

/** What stands for a letter because it looks like one. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
};

const KEYS = new Map<string, readonly [row: number, place: number]>();
const LATIN = new Map<string, string>();
for (const [row, keys] of ROWS.entries())
  for (const [index, key] of [...keys].entries()) {
    // The top row begins one key further to the left.
    KEYS.set(key, [row, index - (row === 0 ? 1 : 0)]);
    const russian = RUSSIAN_ROWS[row]?.[index];
    if (russian) LATIN.set(russian, key);
  }

/** Words as the keys they are typed with, so that a layout left switched over hides none; the longest first. */
const PIECES = [...new Set(WORDS.map(onKeys))].sort((one, other) => other.length - one.length);
/** What a piece is put down as: one sign, which stands on no key. */
const PIECE = '\0';
const YEAR = /(19|20)\d\d/g;

/**
 * How hard a password is to guess: what anybody would try first counts as one sign: common words in either language
 * and layout, runs over neighbouring keys, of the alphabet and of one sign, years, repetitions.
 */
export function passwordStrength(password: string): PasswordStrength {
  const typed = [...password.toLowerCase().normalize('NFC')].slice(0, MOST).join('');
  // Each way of reading it may find what the others do not; the one that finds most counts.
  const keys = onKeys(typed);
  const weight = Math.min(...[typed, keys, withoutLookalikes(keys), inStrands(keys)].map(weigh));
  return weight < LEAST ? 'guessable' : weight < STRONG ? 'fair' : 'strong';
}

function weigh(text: string): number {
  let left = text;
  for (const word of PIECES) left = left.replaceAll(word, PIECE);
  left = left.replaceAll(YEAR, PIECE).replace(/([^\0]+?)\1+/g, '$1');
  for (const run of runsOf(left)) left = left.replaceAll(run, PIECE);
  // A digit is one of ten, a letter one of more than thirty.
  return left.length - left.replace(/\D/g, '').length / 2;
}

/** The longest stretches of three signs or more that follow one another on the keys or in an alphabet. */
function runsOf(text: string): string[] {
  const runs: string[] = [];
  let run = '';
  for (const sign of [...text, PIECE]) {
    const last = run.at(-1);
    if (last !== undefined && follows(last, sign)) {
      run += sign;
      continue;
    }
    if (run.length > 2) runs.push(run);
    run = sign;
  }
  return runs.sort((one, other) => other.length - one.length);
}

function follows(one: string, other: string): boolean {
  const [from, to] = [KEYS.get(one), KEYS.get(other)];
  if (from && to && areNeighbours(from, to)) return true;
  return ALPHABETS.some((alphabet) => {
    const [first, second] = [alphabet.indexOf(one), alphabet.indexOf(other)];
    return first >= 0 && second >= 0 && Math.abs(first - second) === 1;
  });
}

function areNeighbours([row, place]: readonly [number, number], [otherRow, other]: readonly [number, number]): boolean {
  if (row === otherRow) return Math.abs(place - other) === 1;
  if (Math.abs(row - otherRow) !== 1) return false;
  const [upper, lower] = row < otherRow ? [place, other] : [other, place];
  return lower === upper || lower === upper - 1;
}

/** Every second sign, then the others: two runs may be typed by turns, as in `q1w2e3r4t5`. */
function inStrands(text: string): string {
  const signs = [...text];
  return [0, 1].map((strand) => signs.filter((_, index) => index % 2 === strand).join('')).join('');
}

function onKeys(text: string): string {
  return [...text].map((sign) => LATIN.get(sign) ?? sign).join('');
}

function withoutLookalikes(text: string): string {
  return [...text].map((sign) => LOOKALIKES[sign] ?? sign).join('');
}
