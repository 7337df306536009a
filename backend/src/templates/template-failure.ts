import { MOST_TAGS, type TemplateFault } from '@verstak/domain';
import { RuleBroken, type Failure } from '../platform/failure/failure.js';
import { BrokenDocx } from './word/docx-faults.js';

const FAULTS: Record<TemplateFault, string> = {
  empty: 'The file is empty: choose a .docx.',
  no_docx: 'The file is no document of Word: save it as .docx and choose that.',
  macros: 'The document holds macros or controls: save it as .docx, without them.',
  password: 'The document is protected by a password: save it without one.',
  damaged: 'The document is damaged: open it in Word, and save it anew.',
  too_large: 'The document is too large when it is unpacked: leave out large pictures.',
  too_deep: 'The document is nested too deep: leave out shapes within shapes and tables within tables.',
  too_slow: 'The document takes too long to fill: leave out what is not needed.',
  external: 'The document would fetch something from elsewhere when it is opened: put that into it, or leave it out.',
  unclosed: 'A list has no end in the same paragraph, cell or row: add {/} with its name.',
  unopened: 'A list ends that has not begun: add {#} with its name before it, or leave the end out.',
  braces: 'A brace is open or closed alone: each tag stands in { } within one paragraph.',
  options: 'What stands in square brackets of a tag is not understood: write it as {order.qr [width: 30]}.',
  many_tags: `The document has more than ${MOST_TAGS} different tags: leave out what is not needed.`,
};

const LONGEST = 100;

/** The refusal of a file that cannot be a template; `told` names the tag that is at fault, where one is. */
export function templateFailure({ reason, told }: Pick<BrokenDocx, 'reason' | 'told'>): Failure {
  const tag = reason === 'damaged' ? undefined : told?.slice(0, LONGEST);
  return RuleBroken('template.unreadable', tag ? `${tag}: ${FAULTS[reason]}` : FAULTS[reason], {
    reason,
    ...(tag ? { tag } : {}),
  });
}

/** Does something with a template; what is wrong with it is told as a refusal. */
export async function readingTemplate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BrokenDocx ? templateFailure(error) : error;
  }
}
