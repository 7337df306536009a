type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const CONTROLS = 'input, textarea, select';
/** Their value is what they stand for, whether they are ticked or not. */
const TICKED = new Set(['checkbox', 'radio']);

/**
 * Keeps what a buyer types and ticks on a page that the server has rendered while nothing hears it yet; gives what does
 * all of it again, one after the other, once the page does.
 */
export function keepEarlyInput(page: Document): (settled: () => Promise<void>) => Promise<void> {
  const kept = new Map<Control, { value: string; isChecked: boolean }>();
  const keep = (control: Control): void => {
    const isChecked = 'checked' in control && control.checked;
    // Of a group of radio buttons, the one that was chosen says it all.
    if (control.type !== 'radio' || isChecked) kept.set(control, { value: control.value, isChecked });
  };
  const hear = ({ target }: Event): void => {
    if (target instanceof Element && target.matches(CONTROLS)) keep(target as Control);
  };
  for (const control of page.querySelectorAll<Control>(CONTROLS)) if (isChanged(control)) keep(control);
  page.addEventListener('input', hear, true);
  return async (settled) => {
    page.removeEventListener('input', hear, true);
    for (const [control, { value, isChecked }] of kept) {
      if (!control.isConnected) continue;
      if ('checked' in control) control.checked = isChecked;
      if (control.value !== value) control.value = value;
      for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles: true }));
      await settled();
    }
  };
}

/** Whether a control is no more as it was rendered. */
function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.selected === false;
  }
  if ('checked' in control && TICKED.has(control.type)) return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}
