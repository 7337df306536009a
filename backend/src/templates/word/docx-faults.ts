import type { TemplateFault } from '@verstak/domain';

/** A file that cannot be a template, and why; `told` is the tag or the part of the file that is at fault. */
export class BrokenDocx extends Error {
  constructor(
    readonly reason: TemplateFault,
    readonly told?: string,
  ) {
    super(told ? `${reason}: ${told}` : reason);
  }
}
