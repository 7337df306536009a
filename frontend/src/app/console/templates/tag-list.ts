import { Component, computed, inject, input, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { TemplateTag } from '@verstak/api';
import type { TemplateKind } from '@verstak/domain';
import { liveResource } from '../../core/live/live-resource';
import { Copier } from '../../core/platform/copier';
import { TemplateWords } from '../../entities/templates/template-words';
import { TextField } from '../../ui/fields/text-field';

/** Every tag that templates of a kind may have, found by its name or meaning, to copy into Word. */
@Component({
  selector: 'app-tag-list',
  imports: [MatIcon, MatIconButton, TextField, TranslocoPipe],
  template: `
    <p class="muted">{{ 'templates.tags.lead' | transloco }}</p>
    <ui-text-field [label]="'templates.tags.search' | transloco" [(value)]="words" />
    <ul>
      @for (tag of found(); track tag.list + tag.name) {
        <li>
          <code>{{ written(tag) }}</code>
          <span class="meaning">
            {{ meaningOf(tag) }}
            @if (tag.type !== 'text') {
              <span class="muted">{{ 'templates.tags.' + tag.type | transloco }}</span>
            }
            @if (tag.list) {
              <span class="muted">{{ 'templates.tags.within' | transloco: { list: tag.list } }}</span>
            }
          </span>
          <button
            mat-icon-button
            type="button"
            [attr.aria-label]="'templates.tags.copy' | transloco: { name: written(tag) }"
            (click)="copy(tag)"
          >
            <mat-icon svgIcon="copy" />
          </button>
        </li>
      } @empty {
        <li class="muted">{{ 'templates.tags.nothing' | transloco }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      max-height: 480px;
      margin: 0;
      padding: 0;
      overflow: auto;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 12px;
      min-height: 48px;
      border-bottom: 1px solid var(--mat-sys-outline-variant);
    }
    code {
      flex: 0 1 260px;
      overflow-wrap: anywhere;
    }
    .meaning {
      flex: 1 1 180px;
    }
  `,
})
export class TagList {
  private readonly copier = inject(Copier);
  private readonly tagWords = inject(TemplateWords);
  readonly kind = input.required<TemplateKind>();

  protected readonly words = signal('');
  private readonly tags = liveResource({ params: () => this.kind(), load: (kind) => this.tagWords.tagsOf(kind) });
  protected readonly found = computed(() => {
    const wanted = this.words().trim().toLowerCase();
    return (this.tags.value() ?? []).filter((tag) =>
      `${tag.name} ${this.meaningOf(tag)}`.toLowerCase().includes(wanted),
    );
  });

  protected meaningOf(tag: TemplateTag): string {
    return this.tagWords.meaningOf(tag);
  }

  /** As it stands in Word: a list with both of its ends. */
  protected written({ name, type }: TemplateTag): string {
    return type === 'list' ? `{#${name}} … {/${name}}` : `{${name}}`;
  }

  protected copy(tag: TemplateTag): void {
    const name = this.written(tag);
    this.copier.copy(name, 'templates.tags.copied', { name });
  }
}
