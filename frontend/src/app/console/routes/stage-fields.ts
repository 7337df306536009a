import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { RoutePictures } from '../../entities/files/route-pictures';
import { masterOptions } from '../../entities/people/people-options';
import { ChoicesField } from '../../ui/fields/choices-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { Member } from '../../ui/forms/member';
import { OrderedMembers } from '../../ui/forms/ordered-members';
import { BLANK_STAGE, type StageDraft } from './route-draft';
import { StagePictures } from './stage-pictures';

/** The stages of a route, in their order: moved by dragging, or by Alt and an arrow from any of their fields. */
@Component({
  selector: 'app-stage-fields',
  imports: [
    CdkDrag,
    CdkDropList,
    ChoicesField,
    FormField,
    MatButton,
    MatCheckbox,
    MatIcon,
    Member,
    NumberField,
    StagePictures,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './stage-fields.html',
  styleUrls: ['../../ui/forms/ordered-members.scss', './stage-fields.scss'],
})
export class StageFields extends OrderedMembers<StageDraft> {
  /** The route as it is stored, and what it shows. */
  readonly routeId = input<string>();
  readonly pictures = input.required<RoutePictures>();

  protected readonly of = 'stage';
  protected readonly words = 'routes.stage.';
  protected readonly masters = masterOptions();

  protected blank(): StageDraft {
    return { ...BLANK_STAGE };
  }
}
