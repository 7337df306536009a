import { ACTIONS, ALL_PERMISSIONS, SUBJECTS, type Action, type Permission, type Subject } from '@verstak/domain';
import {
  BooleanField,
  ChoiceField,
  ChoicesField,
  IntegerField,
  ListField,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { Role, RoleFields } from './role.js';

/** A role, with how many people hold it. */
export class HeldRole extends Role {
  @IntegerField({ computed: true, example: 3, description: 'People who hold it, whether they can sign in or not.' })
  people!: number;
}

/** A new role. */
export class RoleCreate extends Writable(RoleFields) {}

/** What of a role may be changed; of a built-in one the permissions at most. */
export class RoleChange extends Change(RoleCreate) {}

/** What a role would be that holds these permissions. */
export class RoleSketch extends Pick(RoleFields, ['permissions']) {}

/** A field that stays hidden. */
export class HiddenField {
  @TextField({ max: 200, example: 'items.unitPrice', description: 'Those of the members of a list after its name.' })
  path!: string;

  @ChoiceField(ALL_PERMISSIONS, { name: 'Permission', example: 'orders:prices', description: 'By which it is read.' })
  permission!: Permission;
}

/** What somebody sees of one kind of document. */
export class SeenKind {
  @ChoiceField(SUBJECTS, { name: 'Subject', example: 'Order' })
  kind!: Subject;

  @ChoicesField(ACTIONS, { name: 'Action', description: 'What may be done with them.' })
  actions!: Action[];

  @BooleanField({ example: false, description: 'Not all of them, but those that are theirs or for everybody.' })
  isPartial!: boolean;

  @ListField(() => HiddenField)
  hidden!: HiddenField[];
}

/** What whoever holds some permissions sees, and may do with it. */
export class RoleSight {
  @ListField(() => SeenKind)
  kinds!: SeenKind[];
}
