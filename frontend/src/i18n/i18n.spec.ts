import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseTemplate } from '@angular/compiler';
import { describe, expect, it } from '@jest/globals';
import { ERROR_STATUS } from '@verstak/domain';
import ts from 'typescript';
import en from './en';
import ru from './ru';

interface Tree {
  [key: string]: string | Tree;
}

const APP = join(import.meta.dirname, '../app');

/** Keys that code makes up from parts; each must stand for real keys. */
const COMPOSED = /\.$/;

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  );
}

function textsOf(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

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

describe('texts', () => {
  const keys = new Set(keysOf(ru as Tree));
  const areas = Object.keys(ru).join('|');

  it('are the same keys in both languages, none of them empty', () => {
    expect(keysOf(en as Tree).sort()).toEqual([...keys].sort());
    expect([...textsOf(ru as Tree), ...textsOf(en as Tree)].filter((text) => text.trim() === '')).toEqual([]);
  });

  it('name the same parameters in both languages', () => {
    const flat = (tree: Tree): Map<string, string> =>
      new Map(keysOf(tree).map((key, index) => [key, textsOf(tree)[index] ?? '']));
    const names = (text: string): string[] =>
      [
        ...new Set(
          [...text.matchAll(/\{\{\s*(\w+)|\{\s*(\w+)\s*,\s*plural/g)].map((match) => match[1] ?? match[2] ?? ''),
        ),
      ].sort();
    const english = flat(en as Tree);
    const differing = [...flat(ru as Tree)].filter(
      ([key, text]) => names(text).join() !== names(english.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('speak Russian in Russian and English in English', () => {
    expect(textsOf(en as Tree).filter((text) => /[а-яё]/i.test(text))).toEqual([]);
    const latinOnly = textsOf(ru as Tree).filter((text) => !/[а-яё]/i.test(text.replace(/\{\{.*?\}\}/g, '')));
    expect(latinOnly.filter((text) => /[a-z]{3}/i.test(text.replace(/\{\{.*?\}\}/g, '')))).toEqual([]);
  });

  it('have the Russian plural forms that CLDR asks for, unless all are the same', () => {
    const incomplete = textsOf(ru as Tree).filter((text) => {
      const forms = new Map(
        [...text.matchAll(/(one|few|many|other) \{([^{}]*)\}/g)].map((match) => [match[1], match[2]]),
      );
      return text.includes(', plural,') && new Set(forms.values()).size > 1 && forms.size < 4;
    });
    expect(incomplete).toEqual([]);
  });

  it('exist for every key that code or a template names', () => {
    const key = new RegExp(`^(?:${areas})\\.[\\w.]+$`);
    const inTemplate = new RegExp(`'((?:${areas})\\.[\\w.]+)'`, 'g');
    const named = [
      ...literals.flatMap(({ file, strings }) =>
        strings.filter((text) => key.test(text)).map((text) => ({ file, text })),
      ),
      ...templates.flatMap(({ file, template }) =>
        [...template.matchAll(inTemplate)].map((match) => ({ file, text: match[1] ?? '' })),
      ),
    ];
    const exists = (text: string): boolean =>
      text in ERROR_STATUS ||
      (COMPOSED.test(text) ? [...keys].some((known) => known.startsWith(text)) : keys.has(text));
    const missing = named
      .filter(({ text }) => !exists(text))
      .map(({ file, text }) => `${relative(APP, file)}: ${text}`);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('exist for every error the API may answer with', () => {
    expect(Object.keys(ERROR_STATUS).filter((code) => !keys.has(`errors.${code}`))).toEqual([]);
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
