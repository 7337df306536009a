import type { FieldTree, ValidationError } from '@angular/forms/signals';
import type { FieldFault } from '@verstak/domain';
import { toProblem } from '../../core/http/api-problem';

type Branch = FieldTree<unknown> & Record<string, FieldTree<unknown> | undefined>;

/** What became of sending a form: `errors` go back to `submit`, the `problem` belongs to no single field. */
export interface Refusal {
  errors: ValidationError.WithOptionalFieldTree[];
  problem?: ReturnType<typeof toProblem>;
}

/**
 * Shares a refusal out among the fields of a form by their paths (`items.0.title`), which `placed` leads to where they
 * stand in the form; what fits no field stays a problem of the whole form.
 */
export function refusal(
  tree: FieldTree<unknown>,
  error: unknown,
  placed: (path: string) => string = (path) => path,
): Refusal {
  const problem = toProblem(error);
  const errors = problem.errors.flatMap((fault) => {
    const fieldTree = at(tree, placed(fault.field));
    return fieldTree ? [{ kind: 'server', fault, fieldTree }] : [];
  });
  return errors.length === problem.errors.length && errors.length > 0 ? { errors } : { errors, problem };
}

function at(tree: FieldTree<unknown>, path: FieldFault['field']): FieldTree<unknown> | undefined {
  let branch: FieldTree<unknown> | undefined = tree;
  for (const step of path.split('.')) branch = (branch as Branch | undefined)?.[step];
  return branch;
}
