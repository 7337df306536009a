import { Component, computed, input } from '@angular/core';

const TONES = ['info', 'active', 'good', 'done', 'warn'] as const;

/** A person's initials on a colour that is always theirs; decoration beside the name. */
@Component({
  selector: 'ui-avatar',
  template: '{{ initials() }}',
  host: { 'aria-hidden': 'true', '[style.--tone]': 'tone()' },
  styles: `
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      width: 26px;
      height: 26px;
      border-radius: 50%;
      background: color-mix(in srgb, var(--tone) 16%, var(--mat-sys-surface-container-lowest));
      color: var(--tone);
      font-size: 11px;
      font-weight: 600;
      line-height: 1;
    }
  `,
})
export class Avatar {
  readonly name = input.required<string>();

  protected readonly initials = computed(() => {
    const words = this.name()
      .split(/[\s.,"«»]+/)
      .filter(Boolean);
    return words
      .slice(0, 2)
      .map((word) => [...word][0]?.toUpperCase())
      .join('');
  });

  protected readonly tone = computed(() => {
    const sum = [...this.name()].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
    return `var(--v-tone-${TONES[sum % TONES.length]})`;
  });
}
