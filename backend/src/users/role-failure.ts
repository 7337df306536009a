import type { RoleFault } from '@verstak/domain';
import { Failure } from '../platform/failure/failure.js';

/** What is wrong with the permissions that are named after it, and what to do about it. */
const SENTENCES: Record<RoleFault['code'], string> = {
  'role.outsider': 'Held by the built-in roles of customers and suppliers alone; leave it out',
  'role.prerequisite': 'Means nothing without others; add those, or leave it out',
  'role.beyond': 'Given by nobody who does not hold it; ask somebody who does, or leave it out',
};

/** The refusal of what a role or a key is to hold, or of who is to hold it, by the field that is at fault. */
export function roleFailure({ code, ...params }: RoleFault, field: 'permissions' | 'roleId' | 'scopes'): Failure {
  const { permissions, needed } = params;
  const named = permissions.join(', ') + (needed ? ` without ${needed.join(', ')}` : '');
  const message = `${SENTENCES[code]}: ${named}`;
  return new Failure(code, {
    detail: `${field}: ${message}.`,
    params,
    errors: [{ field, rule: code.replace('role.', ''), message }],
  });
}
