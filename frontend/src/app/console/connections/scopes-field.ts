import { Component, inject } from '@angular/core';
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
import { I18n } from '../../core/i18n/i18n';
import { RoleWords } from '../../core/session/role-words';
import { Session } from '../../core/session/session';
import { type TickArea, TickedAreas } from './ticked-areas';

/** What a key may do, by areas; ticked with what it takes, as permissions of roles are. Nobody gives what they do not hold. */
@Component({
  selector: 'app-scopes-field',
  templateUrl: './ticked-areas.html',
  styleUrl: './ticked-areas.scss',
})
export class ScopesField extends TickedAreas<KeyScope> {
  private readonly session = inject(Session);
  private readonly i18n = inject(I18n);
  private readonly words = inject(RoleWords);

  protected readonly closed = this.i18n.t('people.notYours');
  protected readonly areas = PERMISSION_AREAS.map((key): TickArea<KeyScope> => ({
    key,
    label: this.i18n.t(`people.area.${key}`),
    rows: permissionsIn(key)
      .filter(isKeyScope)
      .map((value) => ({ value, label: this.nameOf(value), note: this.needOf(value), warning: this.warningOf(value) })),
  }));

  protected mayTick(scope: KeyScope): boolean {
    return this.session.can(scope);
  }

  protected toggled(former: readonly Permission[], scope: KeyScope): KeyScope[] {
    return (former.includes(scope) ? unticked : ticked)(former, scope).filter(isKeyScope);
  }

  private nameOf(permission: Permission): string {
    return this.i18n.t(this.words.keyOf(permission));
  }

  private needOf(scope: KeyScope): string {
    const needed = prerequisiteOf(scope);
    return needed ? this.i18n.t('people.needs', { name: this.nameOf(needed) }) : '';
  }

  private warningOf(scope: KeyScope): string {
    return (BROAD_SCOPES as readonly KeyScope[]).includes(scope) ? this.i18n.t('connections.keys.broad') : '';
  }
}
