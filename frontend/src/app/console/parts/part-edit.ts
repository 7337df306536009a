import { Component, computed, inject, input } from '@angular/core';
import { FormField, disabled } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, type PartChange, ProductionService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { PartWords, nameOf } from '../../entities/parts/part-words';
import { masterOptions } from '../../entities/people/people-options';
import { routeOptions } from '../../entities/routes/route-options';
import { DateField } from '../../ui/fields/date-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';
import { type PartDraft, changeOf, changedPaths, creationOf, draftOf, partRules, rebase } from './part-draft';

/** Adds a part, for itself or into an assembly, or changes one; parts of orders follow their orders. */
@Component({
  selector: 'app-part-edit',
  imports: [DateField, EditPage, FormField, NumberField, SelectField, TextField, TranslocoPipe],
  templateUrl: './part-edit.html',
  styleUrl: '../../ui/forms/form-fields.scss',
})
export class PartEdit implements Unsaved {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly words = inject(PartWords);
  private readonly settings = inject(Workshop).settings;
  private readonly zone = computed(() => this.settings().timeZone);

  /** From the address; absent for a new part. */
  readonly id = input<string>();
  /** The assembly that a new part goes into, from the address. */
  readonly parentId = input<string>();

  protected readonly editor = documentEditor<Part, PartDraft, PartChange>({
    area: 'parts',
    id: this.id,
    source: this.parentId,
    read: (id) => this.api.getPart({ id }),
    create: (typed) => this.api.createPart({ body: creationOf(typed, this.zone(), this.parentId()) }),
    change: (id, body) => this.api.changePart({ id, body }),
    draftOf: (part) => draftOf(part, this.zone()),
    // A new one is due with what it goes into.
    blank: (parent) =>
      draftOf({ unit: this.i18n.t('parts.piece'), ...(parent?.dueAt && { dueAt: parent.dueAt }) }, this.zone()),
    changeOf: (seen, typed) => changeOf(seen, typed, this.zone()),
    changedPaths,
    rebase,
    rules: (path) => {
      partRules(path);
      disabled(path.quantity, { when: () => this.isBegun() });
      disabled(path.routeId, { when: () => this.isBegun() });
    },
    first: (form) => form.title,
    look: () => this.words.look(this.chosenNames()),
    nameOf,
    // What went into an assembly is seen there, where the next one is added.
    done: (part) => `/parts/${this.id() ?? this.parentId() ?? part.id}`,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
  protected readonly nameOf = nameOf;

  /** Somebody has worked on it: how many are made, and how, stands. */
  protected readonly isBegun = computed(() => {
    const part = this.editor.document();
    return !!part && (part.passesTotal > 0 || part.stagesDone > 0 || part.scraps.length > 0);
  });
  private readonly allRoutes = routeOptions();
  private readonly allMasters = masterOptions();
  /** What the part has may be in the archive, or nobody's choice any more. */
  protected readonly routes = computed(() => {
    const { routeId, routeName } = this.editor.document() ?? {};
    return having(this.allRoutes(), routeId, routeName);
  });
  protected readonly masters = computed(() => {
    const { masterId, masterName } = this.editor.document() ?? {};
    return having(this.allMasters(), masterId, masterName);
  });

  /** What ids in conflicts are called. */
  private chosenNames(): ReadonlyMap<string, string> {
    return new Map([...this.routes(), ...this.masters()].map(({ value, label }) => [value, label]));
  }
}

/** Choices with the one that was made, though it is offered no more. */
function having(options: readonly Option[], value: string | undefined, label: string | undefined): readonly Option[] {
  if (!value || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: label ?? value }];
}
