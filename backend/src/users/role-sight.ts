import { abilityFor, ACTIONS, effectivePermissions, SUBJECTS, type Permission } from '@verstak/domain';
import { fieldsOf, lackingFor, type Class } from '../platform/fields/index.js';
import type { HiddenField, RoleSight, SeenKind } from './role.dto.js';

/** Stands for whoever holds the permissions: rows of theirs are some of all. */
const SOMEBODY = { userId: 'somebody', supplierId: 'somewhere' };

/**
 * What whoever holds these permissions sees and may do, by the abilities that guard the rows and the declarations that
 * guard the fields; `types` are the classes of the kinds whose fields are declared.
 */
export function sightOf(permissions: readonly Permission[], types: ReadonlyMap<string, Class>): RoleSight {
  const held = new Set(effectivePermissions(permissions));
  const ability = abilityFor(held, SOMEBODY);
  const kinds = SUBJECTS.filter((kind) => ability.can('read', kind)).map((kind): SeenKind => {
    const type = types.get(kind);
    return {
      kind,
      actions: ACTIONS.filter((action) => ability.can(action, kind)),
      isPartial: ability.rulesFor('read', kind).every(({ conditions }) => conditions !== undefined),
      hidden: type ? hiddenOf(type, held) : [],
    };
  });
  return { kinds };
}

function hiddenOf(type: Class, held: ReadonlySet<Permission>, prefix = ''): HiddenField[] {
  return fieldsOf(type).flatMap((field) => {
    const { name, hidden, type: inner } = field;
    if (hidden) return [];
    const path = prefix + name;
    const permission = lackingFor(field, held);
    if (permission) return [{ path, permission }];
    return inner ? hiddenOf(inner(), held, `${path}.`) : [];
  });
}
