import { Service, inject } from '@angular/core';
import { type Template, type TemplateTag, TemplatesService } from '@verstak/api';
import type { Permission, TemplateKind } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';

/** What tags mean, and which of them are left empty for whoever is signed in. */
@Service()
export class TemplateWords {
  private readonly api = inject(TemplatesService);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly read = new Map<TemplateKind, Promise<readonly TemplateTag[]>>();

  /** All tags of a kind, read once. */
  tagsOf(kind: TemplateKind): Promise<readonly TemplateTag[]> {
    const tags = this.read.get(kind) ?? this.api.listTemplateTags({ kind });
    this.read.set(kind, tags);
    tags.catch(() => this.read.delete(kind));
    return tags;
  }

  /** What a tag stands for, in the language of the console. */
  meaningOf({ title }: TemplateTag): string {
    return title[this.i18n.language()];
  }

  /** Whether the person may not read what a tag stands for. */
  isWithheld({ readBy }: TemplateTag): boolean {
    return !!readBy && !this.session.can(readBy as Permission); // as the server declares them
  }

  /** What of a template is left empty for want of a permission: meanings, each once. */
  withheldOf(template: Template, tags: readonly TemplateTag[]): string[] {
    const found = new Set(template.tags.map(({ name }) => name));
    return [
      ...new Set(tags.filter((tag) => found.has(tag.name) && this.isWithheld(tag)).map((tag) => this.meaningOf(tag))),
    ];
  }
}
