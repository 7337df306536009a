import type { Permission } from './permissions.js';

/** What documents are made of by templates. */
export const TEMPLATE_KINDS = ['order', 'part'] as const;

export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Whoever may read what a kind of template tells of may make documents by it. */
export const TEMPLATE_READERS = {
  order: 'orders:read',
  part: 'parts:read',
} as const satisfies Record<TemplateKind, Permission>;

/** Largest template, in bytes. */
export const MAX_TEMPLATE_BYTES = 10 * 1024 * 1024;

/** Most templates of a workshop: they are listed all at once. */
export const MOST_TEMPLATES = 100;

/** Most versions of a template that are kept: of more, the oldest goes. */
export const MOST_TEMPLATE_VERSIONS = 20;

/** Why a file cannot be a template. */
export const TEMPLATE_FAULTS = [
  'empty',
  'no_docx',
  'macros',
  'password',
  'damaged',
  'too_large',
  'too_deep',
  'too_slow',
  'external',
  'unclosed',
  'unopened',
  'braces',
  'options',
] as const;

export type TemplateFault = (typeof TEMPLATE_FAULTS)[number];

/** What a tag of a template stands for: some words, a picture, or a list whose rows what lies between its ends is repeated for. */
export const TAG_TYPES = ['text', 'picture', 'list'] as const;

export type TagType = (typeof TAG_TYPES)[number];
