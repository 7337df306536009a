/** Vowels and signs, on which no stem ends. */
const VOWELS = 'аеиоуыэюяьй';

/** Endings of nouns and adjectives, without `-ов` and `-ев`, on which surnames end too. */
const RUSSIAN =
  /(иями|ями|ами|ией|ого|его|ому|ему|ыми|ими|иях|ях|ах|ою|ею|ой|ей|ый|ий|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ым|им|ом|ем|ам|ям|ия|ию|ии|ье|ья|ьи|ью|[аеиоуыэюяьй])$/;
const ENGLISH = /(ies|es|s|ing|ed|y|e)$/;
/** Many of something, such as магнитов. */
const OF_MANY = /^(.{4,})ов$/;
/** Names from which surnames are made in the same way: who types Иванов does not mean every Иван. */
const NAMES = new Set(
  (
    'антон архип богдан борис герасим давыд данил демид денис егор ефим захар иван карп кирилл климент кондрат лазар ' +
    'макар максим мартын мирон назар осип панфил петр платон прохор роман сафон семен сидор степан тарас тихон трофим ' +
    'федор филат филипп фрол харитон'
  ).split(' '),
);

/** Letters of the shortest stem, and of the shortest word that has one. */
const SHORTEST = 3;
/**
 * Letters of the longest ending that another form of a short stem may have in the place of the one that was left out;
 * long stems say enough by themselves.
 */
const LONGEST_ENDING = 3;
const LONG_STEM = 5;

const BEFORE_FLEETING = new RegExp(`^(.*[^${VOWELS}])([кцнл])$`);
const FLEETING = new RegExp(`^(.+[^${VOWELS}])[ое]([кцнл])$`);

/**
 * Patterns of the forms that a folded word may have beside its own: its stem with any short ending, and with a vowel
 * that comes and goes (значки, значок; кружек, кружка). For names only a little is left out: Иванов does not find Иван.
 */
export function formsOf(word: string): string[] {
  if (word.length <= SHORTEST) return [];
  if (/^[а-я]+$/.test(word)) return russianStems(word).map(anyEnding);
  return /^[a-z]+$/.test(word) ? [anyEnding(withoutEnding(word, ENGLISH))] : [];
}

function russianStems(word: string): string[] {
  const [, one = ''] = OF_MANY.exec(word) ?? [];
  const stem = one && !NAMES.has(one) ? one : withoutEnding(word, RUSSIAN);
  const [, start, end] = (stem === word ? undefined : BEFORE_FLEETING.exec(stem)) ?? [];
  const [, before, after] = FLEETING.exec(stem) ?? [];
  return [
    stem,
    ...(start && end ? [`${start}о${end}`, `${start.replace(/[ьй]$/, '')}е${end}`] : []),
    ...(before && after ? [before + after] : []),
  ];
}

function withoutEnding(word: string, ending: RegExp): string {
  const stem = word.replace(ending, '');
  return stem.length < SHORTEST ? word : stem;
}

const anyEnding = (stem: string): string => (stem.length < LONG_STEM ? `${stem}.{0,${LONGEST_ENDING}}$` : stem);
