import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { PeopleService, type SeenKind } from '@verstak/api';
import { type Permission, type Right, abilityFor, effectivePermissions } from '@verstak/domain';
import { type Capability, placesFor } from '../../core/capability/capability';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** The role that is looked at, with what it is to hold, saved or not. */
export interface RoleLook {
  name: string;
  permissions: readonly Permission[];
  /** All that the product can do. */
  capabilities: readonly Capability[];
}

/** What whoever holds some permissions sees: by the manifests, abilities and fields that decide when they are signed in. */
@Component({
  selector: 'app-role-sight',
  imports: [
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatIcon,
    ProblemState,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './role-sight.html',
  styleUrl: './role-sight.scss',
})
export class RoleSight {
  private readonly api = inject(PeopleService);
  private readonly i18n = inject(I18n);
  protected readonly look = inject<RoleLook>(MAT_DIALOG_DATA);
  private readonly held = new Set(effectivePermissions(this.look.permissions));
  private readonly ability = abilityFor(this.held, { userId: 'somebody' });
  private readonly may = ([action, subject]: Right): boolean => this.ability.can(action, subject);

  protected readonly places = placesFor(this.look.capabilities, this.may).map(({ name, place }) => ({
    icon: place.icon,
    label: `${name}.place`,
  }));
  protected readonly commands = this.look.capabilities
    .flatMap(({ commands = [] }) => commands)
    .filter(({ permission, needs }) => (!permission || this.held.has(permission)) && (!needs || this.may(needs)));
  protected readonly sight = liveResource({
    params: () => [...this.look.permissions],
    load: (permissions) => this.api.previewRole({ body: { permissions } }),
  });
  protected readonly rows = computed(() =>
    this.sight.value()?.kinds.map((kind) => ({ ...kind, can: this.actsOf(kind), hidden: this.hiddenOf(kind) })),
  );

  private actsOf({ actions }: SeenKind): string {
    const acts = actions.filter((action) => action !== 'read');
    return (acts.length ? acts : ['read']).map((action) => this.i18n.t(`users.sight.${action}`)).join(', ');
  }

  /** What is hidden, in words, each once; what only serves the search has none. */
  private hiddenOf({ kind, hidden }: SeenKind): string {
    const keys = hidden.map(({ path }) => `users.sight.fields.${kind}.${path.split('.').at(-1) ?? path}`);
    return [...new Set(keys.filter((key) => this.i18n.has(key)).map((key) => this.i18n.t(key)))].join(', ');
  }
}
