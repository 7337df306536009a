import { ON_ACCENT, accentOf } from '@verstak/domain';

/** The colours of links and buttons for a workshop's own accent, by day and by night. */
export function accentStyle(colour: string): string {
  const { light, dark } = accentOf(colour);
  const pairs = { primary: [light, dark], 'on-primary': [ON_ACCENT.light, ON_ACCENT.dark] };
  return Object.entries(pairs)
    .map(([name, [day, night]]) => `--mat-sys-${name}: light-dark(${day}, ${night})`)
    .join('; ');
}
