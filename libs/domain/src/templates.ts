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

/** Most tags of one template, and longest name of one. */
export const MOST_TAGS = 500;
export const LONGEST_TAG = 200;

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
  'many_tags',
] as const;

export type TemplateFault = (typeof TEMPLATE_FAULTS)[number];

/** What a tag of a template stands for: some words, a picture, or a list whose rows what lies between its ends is repeated for. */
export const TAG_TYPES = ['text', 'picture', 'list'] as const;

export type TagType = (typeof TAG_TYPES)[number];

/** Where documents of a run go: kept here to be downloaded, or put into the OneDrive of the workshop. */
export const RUN_TARGETS = ['download', 'onedrive'] as const;

export type RunTarget = (typeof RUN_TARGETS)[number];

/** A run of documents is under way until each of them was made or refused. */
export const RUN_STATES = ['making', 'done'] as const;

export type RunState = (typeof RUN_STATES)[number];

/** What has become of one document of a run. */
export const RUN_ROW_STATES = ['waiting', 'done', 'refused'] as const;

export type RunRowState = (typeof RUN_ROW_STATES)[number];

/** Where the table of a template lies: here, as it was uploaded, or in the OneDrive of the workshop. */
export const TABLE_ORIGINS = ['file', 'onedrive'] as const;

export type TableOrigin = (typeof TABLE_ORIGINS)[number];

/** By what of an order or a part rows of a table belong to it. */
export const TABLE_KEYS = {
  order: ['number', 'externalId', 'client'],
  part: ['number', 'code', 'designation', 'orderNumber'],
} as const satisfies Record<TemplateKind, readonly string[]>;

export type TableKey = (typeof TABLE_KEYS)[TemplateKind][number];

/** All of them, each once. */
export const ALL_TABLE_KEYS: readonly TableKey[] = [...new Set([...TABLE_KEYS.order, ...TABLE_KEYS.part])];
