import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseTemplate } from '@angular/compiler';
import { describe, expect, it } from '@jest/globals';
import { ERROR_STATUS, PERMISSIONS, SYSTEM_REASONS } from '@verstak/domain';
import ts from 'typescript';
import { lists } from '../../scripts/capabilities.mjs';
import { CAPABILITIES } from '../app/capabilities';
import type { Capability } from '../app/core/capability/capability';
import { flatTexts } from '../app/core/i18n/words';
import baseEn from './en';
import baseRu from './ru';

type Flat = Record<string, string>;

const APP = join(import.meta.dirname, '../app');

/** Keys that code makes up from parts; each must stand for real keys. */
const COMPOSED = /\.$/;

/** What only Russian says: where English says “No.” too. */
const RUSSIAN = /[а-яё№]/i;

/** Texts that every page may need, and those of each capability, by language. */
const base = {
  ru: Object.assign({}, ...baseRu.map(([name, texts]) => flatTexts(name, texts))) as Flat,
  en: Object.assign({}, ...baseEn.map(([name, texts]) => flatTexts(name, texts))) as Flat,
};
const areas = await Promise.all(
  CAPABILITIES.map(async ({ name, words }) => ({
    name,
    ru: flatTexts(name, (await words.ru()).default),
    en: flatTexts(name, (await words.en()).default),
  })),
);
const ru: Flat = Object.assign({}, base.ru, ...areas.map((area) => area.ru));
const en: Flat = Object.assign({}, base.en, ...areas.map((area) => area.en));

const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).map((name) => join(APP, name));
const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));

/** Every string literal of a source file, and the inline template of its component, if it has one. */
function literalsOf(file: string): { strings: string[]; template?: string } {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const strings: string[] = [];
  let template: string | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) strings.push(node.text);
    if (ts.isTemplateExpression(node)) strings.push(node.head.text);
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'template' &&
      ts.isStringLiteralLike(node.initializer)
    ) {
      template = node.initializer.text;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return template === undefined ? { strings } : { strings, template };
}

const literals = sources.map((file) => ({ file, ...literalsOf(file) }));
const templates = [
  ...files.filter((file) => file.endsWith('.html')).map((file) => ({ file, template: readFileSync(file, 'utf8') })),
  ...literals.flatMap(({ file, template }) => (template === undefined ? [] : [{ file, template }])),
];

/** What is loaded when a file is on screen: the texts of every page and, in a capability's folder, its own; those of a folder around it too. */
function textsFor(file: string): Flat {
  const around = areas.filter(({ name }) => dirname(file).startsWith(dirname(manifestOf(name))));
  return Object.assign({}, base.ru, ...around.map(({ ru }) => ru)) as Flat;
}

function manifestOf(name: Capability['name']): string {
  const manifest = files.find((file) => file.endsWith(`/${name}.manifest.ts`));
  if (!manifest) throw new Error(`${name} has no manifest called ${name}.manifest.ts`);
  return manifest;
}

function isThere(text: string, texts: Flat): boolean {
  if (text in ERROR_STATUS) return true;
  return COMPOSED.test(text) ? Object.keys(texts).some((known) => known.startsWith(text)) : text in texts;
}

describe('what nobody writes by hand', () => {
  it.each([...lists()])('%s is as scripts/capabilities.mjs writes it', (path, content) => {
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});

describe('texts', () => {
  const keys = new Set(Object.keys(ru));
  const names = [...new Set(Object.keys(ru).map((key) => key.split('.')[0]))].join('|');

  it('are the same keys in both languages, area by area, none of them empty', () => {
    const pairs = [base, ...areas];
    for (const pair of pairs) expect(Object.keys(pair.en).sort()).toEqual(Object.keys(pair.ru).sort());
    expect([...Object.values(ru), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([]);
  });

  it('stand in one place each', () => {
    const all = [base.ru, ...areas.map((area) => area.ru)].flatMap((texts) => Object.keys(texts));
    const parts = baseRu.flatMap(([name, texts]) => Object.keys(flatTexts(name, texts)));
    expect(all.length).toBe(keys.size);
    expect(parts.length).toBe(Object.keys(base.ru).length);
  });

  it('name the same parameters in both languages', () => {
    const named = (text: string): string[] =>
      [
        ...new Set(
          [...text.matchAll(/\{\{\s*(\w+)|\{\s*(\w+)\s*,\s*plural/g)].map((match) => match[1] ?? match[2] ?? ''),
        ),
      ].sort();
    const differing = Object.entries(ru).filter(([key, text]) => named(text).join() !== named(en[key] ?? '').join());
    expect(differing).toEqual([]);
  });

  it('speak Russian in Russian and English in English', () => {
    expect(Object.values(en).filter((text) => RUSSIAN.test(text))).toEqual([]);
    const latinOnly = Object.values(ru).filter((text) => !/[а-яё]/i.test(text.replace(/\{\{.*?\}\}/g, '')));
    expect(latinOnly.filter((text) => /[a-z]{3}/i.test(text.replace(/\{\{.*?\}\}/g, '')))).toEqual([]);
  });

  it('stand nowhere in code, which would say them in both languages', () => {
    const inCode = literals.filter(({ file }) => !/spec-data\.ts$|\/languages\.ts$/.test(file));
    const spoken = inCode.flatMap(({ file, strings }) =>
      strings.filter((text) => RUSSIAN.test(text)).map((text) => `${relative(APP, file)}: ${text}`),
    );
    expect(spoken).toEqual([]);
  });

  it('have the Russian plural forms that CLDR asks for, unless all are the same', () => {
    const incomplete = Object.values(ru).filter((text) => {
      const forms = new Map(
        [...text.matchAll(/(one|few|many|other) \{([^{}]*)\}/g)].map((match) => [match[1], match[2]]),
      );
      return text.includes(', plural,') && new Set(forms.values()).size > 1 && forms.size < 4;
    });
    expect(incomplete).toEqual([]);
  });

  it('exist for every key that code or a template names, and are there where it is shown', () => {
    const key = new RegExp(`^(?:${names})\\.[\\w.]+$`);
    const inTemplate = new RegExp(`'((?:${names})\\.[\\w.]+)'`, 'g');
    const named = [
      ...literals.flatMap(({ file, strings }) =>
        strings.filter((text) => key.test(text)).map((text) => ({ file, text })),
      ),
      ...templates.flatMap(({ file, template }) =>
        [...template.matchAll(inTemplate)].map((match) => ({ file, text: match[1] ?? '' })),
      ),
    ];
    const missing = named.filter(({ file, text }) => !isThere(text, textsFor(file)));
    expect([...new Set(missing.map(({ file, text }) => `${relative(APP, file)}: ${text}`))]).toEqual([]);
  });

  it('say in every area what the common pieces for its documents ask for', () => {
    const asked = {
      documentEditor: ['added', 'changed'],
      EditPage: ['new', 'editing'],
      documentPage: ['toList', 'edit', 'isArchived', 'archive', 'archived', 'restore', 'restored', 'deleted'].concat(
        ['title', 'text', 'action'].map((word) => `delete.${word}`),
      ),
    };
    const wanted = sources.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const [, area] = /document(?:Editor|Page)<[^(]*\(\{\s*area: '(\w+)'/.exec(text) ?? [];
      const words = Object.entries(asked).flatMap(([piece, words]) => (text.includes(` ${piece} }`) ? words : []));
      return area ? words.map((word) => `${area}.${word}`) : [];
    });
    expect(wanted.length).toBeGreaterThan(60);
    expect(wanted.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('name every capability and what its permissions allow', () => {
    expect(CAPABILITIES.map(({ name }) => `${name}.place`).filter((key) => !(key in base.ru))).toEqual([]);
    expect(
      PERMISSIONS.map((permission) => permission.replace(':', '.may.')).filter((key) => !(key in base.ru)),
    ).toEqual([]);
  });

  it('exist for every error the API may answer with', () => {
    expect(Object.keys(ERROR_STATUS).filter((code) => !keys.has(`errors.${code}`))).toEqual([]);
  });

  it('say what is expected where a rule is broken that the server names, of those that people can break', () => {
    const server = join(APP, '../../../backend/src');
    // Tables and the shop have words of their own; the former API answers programs, which alone break the rest.
    const others = /^(?:legacy|shop|imports|platform\/(?:imports|http))\/|\.spec\.ts$|-import\.ts$/;
    const ofPrograms = ['isArray', 'isObject', 'isString', 'whitelistValidation', 'sort', 'filter', 'both'];
    const rules = readdirSync(server, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !others.test(name))
      .flatMap((name) => [...readFileSync(join(server, name), 'utf8').matchAll(/\brule: '(\w+)'/g)])
      .map(([, rule = '']) => rule);
    const worded = (rule: string): boolean =>
      [`fields.fault.${rule}`, `fields.${rule}`].some((key) => ru[key] && !ru[key].includes('{'));
    expect(rules.length).toBeGreaterThan(20);
    expect([...new Set(rules)].filter((rule) => !ofPrograms.includes(rule) && !worded(rule))).toEqual([]);
  });

  it('exist for every reason that the journal may tell of what the product did itself', () => {
    expect(SYSTEM_REASONS.filter((reason) => !(`journal.rule.${reason}` in ru))).toEqual([]);
  });
});

describe('templates', () => {
  const SPOKEN = [
    'aria-label',
    'title',
    'placeholder',
    'alt',
    'label',
    'heading',
    'hint',
    'text',
    'emptyHeading',
    'emptyText',
  ];

  it('hold no bare text', () => {
    expect(templates.length).toBeGreaterThan(20);
    const bare = templates.flatMap(({ file, template }) => {
      const { nodes, errors } = parseTemplate(template, file, { preserveWhitespaces: false });
      expect(errors ?? []).toEqual([]);
      return textsIn(nodes).map((text) => `${relative(dirname(APP), file)}: ${text}`);
    });
    expect(bare).toEqual([]);
  });

  /** Text nodes with letters and spoken attributes with literal words, wherever they stand in the tree. */
  function textsIn(node: unknown, seen = new Set<unknown>()): string[] {
    if (typeof node !== 'object' || node === null || seen.has(node)) return [];
    seen.add(node);
    const kind = node.constructor.name;
    if (/SourceSpan|SourceFile|SourceLocation/.test(kind)) return [];
    const found: string[] = [];
    const { value, name } = node as { value?: unknown; name?: unknown };
    if (/^Text(\$\d+)?$/.test(kind) && typeof value === 'string' && /\p{L}{2,}/u.test(value)) found.push(value.trim());
    if (kind.startsWith('TextAttribute') && SPOKEN.includes(String(name)) && /\p{L}{2,}/u.test(String(value))) {
      found.push(`${String(name)}="${String(value)}"`);
    }
    if (kind.startsWith('BoundText')) found.push(...interpolated(value));
    for (const child of Object.values(node)) {
      if (Array.isArray(child)) found.push(...child.flatMap((one) => textsIn(one, seen)));
      else if (/Template|Element|Block|Content|Branch|Case/.test(child?.constructor?.name ?? ''))
        found.push(...textsIn(child, seen));
    }
    return found;
  }

  /** The fixed strings between the values of an interpolation. */
  function interpolated(value: unknown): string[] {
    const strings = (value as { ast?: { strings?: unknown } } | undefined)?.ast?.strings;
    return Array.isArray(strings) ? strings.filter((text: unknown) => /\p{L}{2,}/u.test(String(text))).map(String) : [];
  }
});
