import { Service, inject } from '@angular/core';
import type { HeldRole } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { I18n } from '../i18n/i18n';

/** Names of roles, the built-in ones in the language of the screen, others as they were named; and what they allow. */
@Service()
export class RoleWords {
  private readonly i18n = inject(I18n);

  /** The key of what a permission allows, in words. */
  keyOf(permission: Permission): string {
    return permission.replace(':', '.may.');
  }

  nameOf({ key, name }: Pick<HeldRole, 'key' | 'name'>): string {
    return this.i18n.has(`people.role.${key}`) ? this.i18n.t(`people.role.${key}`) : name;
  }
}
