import {
  type SchemaPathTree,
  applyEach,
  max,
  maxLength,
  min,
  minLength,
  required,
  validate,
} from '@angular/forms/signals';
import type {
  Product,
  ProductChange,
  ProductChoiceFields,
  ProductCreate,
  ProductMaterialFields,
  ProductOptionFields,
  ProductQuestionFields,
} from '@verstak/api';
import { MAX_ANSWER, MAX_TARGET_MARGIN, type QuestionKind, isLeastInSteps } from '@verstak/domain';
import { rebasedBy } from '../../ui/forms/draft';
import { offerRules } from './price-draft';

/** A choice as typed; the id is empty for a new one. */
export interface ChoiceDraft {
  id: string;
  name: string;
  /** Minor units. */
  price: number | null;
  minutesPerUnit: number | null;
}

/** An option as typed. */
export interface OptionDraft {
  id: string;
  name: string;
  isRequired: boolean;
  isMany: boolean;
  stageId: string;
  choices: ChoiceDraft[];
}

/** A question to a buyer as typed. */
export interface QuestionDraft {
  id: string;
  name: string;
  kind: QuestionKind;
  isRequired: boolean;
  maxLength: number | null;
}

/** What goes into a unit of a product as typed. */
export interface MaterialDraft {
  id: string;
  stockItemId: string;
  /** What it is called, where it was chosen before. */
  name: string;
  quantity: number | null;
  choiceId: string;
  stageId: string;
}

/** A product as typed. */
export interface ProductDraft {
  name: string;
  article: string;
  categoryId: string;
  description: string;
  unit: string;
  leastQuantity: number | null;
  quantityStep: number | null;
  /** Minor units. */
  price: number | null;
  /** Per cent. */
  targetMargin: number | null;
  leadDays: number | null;
  routeId: string;
  isStocked: boolean;
  isShown: boolean;
  options: OptionDraft[];
  questions: QuestionDraft[];
  materials: MaterialDraft[];
}

export const BLANK_CHOICE: ChoiceDraft = { id: '', name: '', price: null, minutesPerUnit: null };

export const BLANK_OPTION: OptionDraft = {
  id: '',
  name: '',
  isRequired: false,
  isMany: false,
  stageId: '',
  choices: [BLANK_CHOICE],
};

export const BLANK_QUESTION: QuestionDraft = { id: '', name: '', kind: 'text', isRequired: false, maxLength: null };

export const BLANK_MATERIAL: MaterialDraft = {
  id: '',
  stockItemId: '',
  name: '',
  quantity: null,
  choiceId: '',
  stageId: '',
};

const MOST_OPTIONS = 20;
const MOST_CHOICES = 50;
const MOST_QUESTIONS = 20;
const MOST_MATERIALS = 100;

const TEXTS = ['name', 'article', 'categoryId', 'description', 'unit', 'routeId'] as const;
const FLAGS = ['isStocked', 'isShown'] as const;
/** Fields that a product always has. */
const NEEDED = new Set<string>(['name', 'unit', 'price', 'options', 'questions']);

/** The server's own limits, so that nobody learns of them too late. */
export function productRules(path: SchemaPathTree<ProductDraft>): void {
  required(path.name);
  maxLength(path.name, 255);
  maxLength(path.article, 60);
  maxLength(path.description, 4_000);
  offerRules(path);
  min(path.targetMargin, 0);
  max(path.targetMargin, MAX_TARGET_MARGIN);
  min(path.leastQuantity, 0.001);
  min(path.quantityStep, 0.001);
  validate(path.leastQuantity, ({ value, valueOf }) => {
    const sold = { unit: valueOf(path.unit), leastQuantity: value(), quantityStep: valueOf(path.quantityStep) };
    return isLeastInSteps(sold) ? null : { kind: 'inSteps' };
  });
  maxLength(path.options, MOST_OPTIONS);
  maxLength(path.questions, MOST_QUESTIONS);
  applyEach(path.options, (option) => {
    required(option.name);
    maxLength(option.name, 120);
    minLength(option.choices, 1);
    maxLength(option.choices, MOST_CHOICES);
    applyEach(option.choices, (choice) => {
      required(choice.name);
      maxLength(choice.name, 120);
      min(choice.minutesPerUnit, 0);
      max(choice.minutesPerUnit, 100_000);
    });
  });
  applyEach(path.questions, (question) => {
    required(question.name);
    maxLength(question.name, 120);
    min(question.maxLength, 1);
    max(question.maxLength, MAX_ANSWER);
  });
  maxLength(path.materials, MOST_MATERIALS);
  applyEach(path.materials, (material) => {
    required(material.stockItemId);
    required(material.quantity);
    min(material.quantity, 0.001);
    max(material.quantity, 1_000_000);
  });
}

/** The form of a product, or of a new one counted in these units. */
export function draftOf(product?: Product, unit = ''): ProductDraft {
  return {
    name: product?.name ?? '',
    article: product?.article ?? '',
    categoryId: product?.categoryId ?? '',
    description: product?.description ?? '',
    unit: product?.unit ?? unit,
    leastQuantity: product?.leastQuantity ?? null,
    quantityStep: product?.quantityStep ?? null,
    price: product?.price ?? null,
    targetMargin: product?.targetMargin ?? null,
    leadDays: product?.leadDays ?? null,
    routeId: product?.routeId ?? '',
    isStocked: product?.isStocked ?? false,
    isShown: product?.isShown ?? false,
    options: (product?.options ?? []).map((option) => ({ ...BLANK_OPTION, ...option })),
    questions: (product?.questions ?? []).map((question) => ({ ...BLANK_QUESTION, ...question })),
    materials: (product?.materials ?? []).map((material) => ({ ...BLANK_MATERIAL, ...material })),
  };
}

/** What a new product is sent as. */
export function creationOf(draft: ProductDraft): ProductCreate {
  const fields = Object.entries(sentFields(draft)).filter(([, value]) => value !== null && value !== false);
  // Those that are needed are among them: the form's rules ask for them.
  return Object.fromEntries(fields) as unknown as ProductCreate;
}

/** Only what differs from what was seen; `null` for what was emptied. */
export function changeOf(seen: ProductDraft, draft: ProductDraft): ProductChange {
  const [sent, differs] = [sentFields(draft), new Set<string>(changedPaths(seen, draft))];
  return Object.fromEntries(Object.entries(sent).filter(([name]) => differs.has(name))) as ProductChange;
}

/** Names of the fields that differ; options, questions and materials count as one each, because their order matters too. */
export function changedPaths(seen: ProductDraft, draft: ProductDraft): (keyof ProductDraft)[] {
  const [was, is] = [sentFields(seen), sentFields(draft)];
  const names = Object.keys(is) as (keyof ProductDraft)[]; // the fields of the form
  return names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
}

/** What stands as others left it, with what this person changed since. */
export const rebase = rebasedBy(changedPaths);

/** Every field as it is sent, `null` for an empty one. */
function sentFields(draft: ProductDraft): Record<keyof ProductDraft, unknown> {
  const texts = TEXTS.map((name) => [name, draft[name].trim() || (NEEDED.has(name) ? '' : null)]);
  return {
    ...Object.fromEntries([...texts, ...FLAGS.map((name) => [name, draft[name]])]),
    leastQuantity: draft.leastQuantity,
    quantityStep: draft.quantityStep,
    price: draft.price ?? 0,
    targetMargin: draft.targetMargin,
    leadDays: draft.leadDays,
    options: draft.options.map(sentOption),
    questions: draft.questions.map(sentQuestion),
    materials: draft.materials.length ? draft.materials.map(sentMaterial) : null,
  } as Record<keyof ProductDraft, unknown>;
}

function sentOption({ id, name, isRequired, isMany, stageId, choices }: OptionDraft): ProductOptionFields {
  return {
    ...(id && { id }),
    name: name.trim(),
    ...(isRequired && { isRequired }),
    ...(isMany && { isMany }),
    ...(stageId && { stageId }),
    choices: choices.map(sentChoice),
  };
}

function sentChoice({ id, name, price, minutesPerUnit }: ChoiceDraft): ProductChoiceFields {
  return { ...(id && { id }), name: name.trim(), price: price ?? 0, minutesPerUnit: minutesPerUnit ?? 0 };
}

function sentQuestion({ id, name, kind, isRequired, maxLength: most }: QuestionDraft): ProductQuestionFields {
  return {
    ...(id && { id }),
    name: name.trim(),
    kind,
    ...(isRequired && { isRequired }),
    ...(most && kind === 'text' && { maxLength: most }),
  };
}

function sentMaterial({ id, stockItemId, quantity, choiceId, stageId }: MaterialDraft): ProductMaterialFields {
  return {
    ...(id && { id }),
    stockItemId,
    quantity: quantity ?? 0,
    ...(choiceId && { choiceId }),
    ...(stageId && { stageId }),
  };
}
