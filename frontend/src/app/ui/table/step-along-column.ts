const STEPS: Readonly<Record<string, number>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/** Enter and the arrows go along a column of a table whose cells are typed into. */
export function stepAlongColumn(event: KeyboardEvent): void {
  const by = STEPS[event.key];
  const cell = event.target instanceof HTMLInputElement ? event.target.closest('td') : null;
  if (!by || !cell || event.ctrlKey || event.altKey || event.isComposing) return;
  const line = by > 0 ? cell.parentElement?.nextElementSibling : cell.parentElement?.previousElementSibling;
  line?.children[cell.cellIndex]?.querySelector('input')?.focus();
  event.preventDefault();
}
