/** Gives the focus to the page where what had it is gone, so that the keyboard goes on there and not at its start. */
export function regainFocus(): void {
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body) body.querySelector('main')?.focus({ preventScroll: true });
}
