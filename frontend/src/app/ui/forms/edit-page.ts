import { NgTemplateOutlet } from '@angular/common';
import { Component, TemplateRef, contentChild, input } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Keycap } from '../keycap/keycap';
import { PageHeader } from '../page-header/page-header';
import { ProblemState } from '../states/problem-state';
import { Skeleton } from '../states/skeleton';
import type { DocumentEditor } from './document-editor';
import { FormProblem } from './form-problem';

/**
 * The page of an editor: its head, what stands in for the form while it cannot be shown, and the form around the fields,
 * which are an `ng-template` made once there is something to type into.
 */
@Component({
  selector: 'ui-edit-page',
  imports: [
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    NgTemplateOutlet,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './edit-page.html',
  styleUrl: './edit-page.scss',
})
export class EditPage<D extends { id: string; version: number }, T, C extends object> {
  readonly editor = input.required<DocumentEditor<D, T, C>>();
  protected readonly fields = contentChild.required(TemplateRef);
}
