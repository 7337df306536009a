import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  RUN_ROW_STATES,
  RUN_STATES,
  RUN_TARGETS,
  TEMPLATE_KINDS,
  type RunRowState,
  type RunState,
  type RunTarget,
  type TemplateKind,
} from '@verstak/domain';
import { Types } from 'mongoose';
import { Entity } from '../../platform/database/entity.js';
import { indexLists } from '../../platform/database/index-lists.js';
import { ChoiceField, IdField, IntegerField, TextField, ValueField } from '../../platform/fields/index.js';

/** What is said of a run: by which template, and where its documents go. */
export class DocumentRunFields extends Entity {
  @IdField({ of: 'Template', description: 'By which they are made.' })
  templateId!: string;

  @ChoiceField(RUN_TARGETS, { name: 'RunTarget', description: 'Where they go.' })
  target!: RunTarget;

  @TextField({
    optional: true,
    max: 400,
    example: 'Документы/Предложения',
    description: 'The folder in OneDrive, made where it is not there; without it, the first one.',
  })
  folder?: string;
}

/** Documents that are made one after another by one template, while nobody waits for them. */
@Schema({ collection: 'documentRuns', versionKey: false })
export class DocumentRun extends DocumentRunFields {
  @TextField({ computed: true, max: 120, example: 'Коммерческое предложение' })
  name!: string;

  @ChoiceField(TEMPLATE_KINDS, { computed: true, name: 'TemplateKind' })
  kind!: TemplateKind;

  @IdField({ of: 'User', computed: true })
  ownerId!: string;

  @ChoiceField(RUN_STATES, { computed: true, name: 'RunState', example: 'done' })
  state!: RunState;

  @IntegerField({ computed: true, min: 1, example: 12, description: 'Documents to make.' })
  total!: number;

  @IntegerField({ optional: true, computed: true, unrecorded: true, example: 11, description: 'Those that are made.' })
  done?: number;

  @IntegerField({
    optional: true,
    computed: true,
    unrecorded: true,
    example: 1,
    description: 'Those that were refused.',
  })
  refused?: number;
}

export const DocumentRunSchema = SchemaFactory.createForClass(DocumentRun);
indexLists(DocumentRunSchema, DocumentRun, ['ownerId']);
// What is to be done, the first first.
DocumentRunSchema.index({ state: 1, _id: 1 });

/** One document of a run, and what has become of it. */
@Schema({ collection: 'documentRows', versionKey: false })
export class DocumentRow {
  @IdField({ computed: true })
  id!: string;

  @IntegerField({ min: 1, example: 1, description: 'In the order in which they were asked for.' })
  position!: number;

  @IdField({ description: 'The order or the part.' })
  subjectId!: string;

  @ChoiceField(RUN_ROW_STATES, { name: 'RunRowState', example: 'done' })
  state!: RunRowState;

  @TextField({ optional: true, max: 200, example: 'Предложение_1024.docx' })
  fileName?: string;

  @TextField({ optional: true, max: 2_000, example: undefined, description: 'Where it lies in OneDrive.' })
  webUrl?: string;

  @TextField({
    optional: true,
    example: undefined,
    description: 'Why it was refused: a code of the errors of this API.',
  })
  code?: string;

  @TextField({ optional: true, max: 1_000, example: undefined })
  detail?: string;

  @ValueField({ optional: true, example: undefined, description: 'Values that the words of that code name.' })
  params?: Record<string, unknown>;

  @Prop({ type: Types.ObjectId })
  runId!: Types.ObjectId;

  /** Where its bytes lie. */
  @Prop({ type: Types.ObjectId })
  contentId?: Types.ObjectId;

  /** How often it was begun: what ends the process each time is not begun for ever. */
  @Prop({ type: Number })
  attempts!: number;
}

export const DocumentRowSchema = SchemaFactory.createForClass(DocumentRow);
DocumentRowSchema.index({ runId: 1, position: 1 });
