import { Component, inject, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import type { KeyScope } from '@verstak/api';
import {
  BROAD_SCOPES,
  PERMISSION_AREAS,
  type Permission,
  isKeyScope,
  permissionsIn,
  prerequisiteOf,
  ticked,
  unticked,
} from '@verstak/domain';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { FieldBase } from '../../ui/fields/field-base';

/** What a key may do, by areas; ticked with what it takes, as permissions of roles are. Nobody gives what they do not hold. */
@Component({
  selector: 'app-scopes-field',
  imports: [TranslocoPipe],
  templateUrl: './scopes-field.html',
  styleUrl: './scopes-field.scss',
})
export class ScopesField extends FieldBase implements FormValueControl<KeyScope[]> {
  private readonly session = inject(Session);
  protected readonly words = inject(RoleWords);
  readonly value = model<KeyScope[]>([]);

  protected readonly areas = PERMISSION_AREAS.map((key) => ({
    key,
    rows: permissionsIn(key)
      .filter(isKeyScope)
      .map((scope) => ({ scope, needed: prerequisiteOf(scope), isBroad: isBroad(scope) })),
  }));

  /** What is ticked may always be unticked. */
  protected isOpen(scope: KeyScope): boolean {
    return this.value().includes(scope) || this.session.can(scope);
  }

  protected toggle(scope: KeyScope): void {
    const held: readonly Permission[] = this.value();
    this.value.set((held.includes(scope) ? unticked : ticked)(held, scope).filter(isKeyScope));
    this.blur();
  }
}

function isBroad(scope: KeyScope): boolean {
  return (BROAD_SCOPES as readonly KeyScope[]).includes(scope);
}
