const BLOCK = /\{\s*(\w+)\s*,\s*plural\s*,((?:\s*(?:=\d+|\w+)\s*\{(?:[^{}]|\{\{[^{}]*\}\})*\})+)\s*\}/g;
const FORM = /(=\d+|\w+)\s*\{((?:[^{}]|\{\{[^{}]*\}\})*)\}/g;

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/**
 * Replaces ICU plural blocks, `{count, plural, one {# order} other {# orders}}`, by the form that CLDR gives for the
 * number; `#` is the number as the language writes it, `=0` an exact case.
 */
export function expandPlurals(text: string, params: Record<string, unknown>, language: string): string {
  return text.replace(BLOCK, (block, name: string, body: string) => {
    const count = Number(params[name]);
    if (Number.isNaN(count)) return block;
    const forms = new Map([...body.matchAll(FORM)].map((match) => [match[1], match[2] ?? '']));
    const form = forms.get(`=${count}`) ?? forms.get(rule(language).select(count)) ?? forms.get('other') ?? '';
    return form.replaceAll('#', () => number(language).format(count));
  });
}

function rule(language: string): Intl.PluralRules {
  let found = rules.get(language);
  if (!found) rules.set(language, (found = new Intl.PluralRules(language)));
  return found;
}

function number(language: string): Intl.NumberFormat {
  let found = numbers.get(language);
  if (!found) numbers.set(language, (found = new Intl.NumberFormat(language)));
  return found;
}
