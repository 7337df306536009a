import { type EnvironmentProviders, inject, provideEnvironmentInitializer } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';

/**
 * The icons of the product, drawn on a 24-px grid with one stroke; nothing else is drawn anywhere. One that a single
 * capability uses stands in its manifest.
 */
export const ICONS = {
  account: '<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.8-3.6 3.6-5.5 7-5.5s6.2 1.9 7 5.5"/>',
  add: '<path d="M12 5v14M5 12h14"/>',
  api: '<path d="M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5M13.5 5l-3 14"/>',
  archive: '<path d="M4 5h16v4H4zM5.5 9v10h13V9M10 13h4"/>',
  attach:
    '<path d="M18.5 11.5l-7 7a4.6 4.6 0 0 1-6.5-6.5l7.5-7.5a3 3 0 0 1 4.3 4.3l-7.3 7.3a1.5 1.5 0 0 1-2.1-2.1l6.6-6.6"/>',
  back: '<path d="M11 6l-6 6 6 6M5 12h14"/>',
  bell: '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
  bench: '<path d="M3 8h18v3H3zM5.5 11h2L6.5 20M18.5 11h-2l1 9M7 15.5h10"/>',
  board: '<path d="M4 5h4.5v14H4zM9.8 5h4.4v9H9.8zM15.5 5H20v11h-4.5z"/>',
  bookmark: '<path d="M7 4h10v16l-5-4-5 4z"/>',
  calendar: '<path d="M4.5 6h15v13.5h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7"/>',
  camera: '<path d="M4 8h4l1.5-2.5h5L16 8h4v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
  cancel: '<circle cx="12" cy="12" r="8"/><path d="M6.5 6.5l11 11"/>',
  chart: '<path d="M4 4v16h16M8.5 16.5v-5M12.5 16.5v-9M16.5 16.5v-3"/>',
  catalog: '<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 16.5h7M16.5 13v7"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  'check-all': '<path d="M2.5 12.5L7 17l9-9.5M12 17l9.5-9.5"/>',
  'check-circle': '<circle cx="12" cy="12" r="8"/><path d="M8.3 12.3l2.6 2.6 4.9-5.3"/>',
  'chevron-down': '<path d="M6.5 9.5L12 15l5.5-5.5"/>',
  'chevron-left': '<path d="M14.5 6.5L9 12l5.5 5.5"/>',
  'chevron-right': '<path d="M9.5 6.5L15 12l-5.5 5.5"/>',
  'chevron-up': '<path d="M6.5 14.5L12 9l5.5 5.5"/>',
  clients:
    '<circle cx="9" cy="8.5" r="3"/><path d="M3 19c.6-3.2 3-5 6-5s5.4 1.8 6 5M15.5 5.8a3 3 0 0 1 0 5.4M17.5 14.5c1.9.7 3.1 2.3 3.5 4.5"/>',
  clock: '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
  close: '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
  columns: '<path d="M4 5h16v14H4zM9.3 5v14M14.7 5v14"/>',
  copy: '<path d="M9 9h11v11H9zM15 9V4H4v11h5"/>',
  delete: '<path d="M5 7h14M10 4h4M7 7l.8 13h8.4L17 7M10.2 10.5v6M13.8 10.5v6"/>',
  document: '<path d="M6.5 3.5h7.5l4 4v13H6.5zM14 3.5v4h4M9.5 12h5.5M9.5 15.5h5.5"/>',
  download: '<path d="M12 4v11M7.5 11L12 15.5 16.5 11M5 19.5h14"/>',
  draft: '<circle cx="12" cy="12" r="8" stroke-dasharray="3 3.28"/>',
  edit: '<path d="M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM14 7l3 3"/>',
  error: '<path d="M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.2"/>',
  external: '<path d="M13.5 4.5h6v6M19.5 4.5L11 13M17 13.5v6H4.5V7h6"/>',
  filter: '<path d="M4 5.5h16l-6.2 7.2V18l-3.6 1.8v-7.1z"/>',
  folder: '<path d="M3.5 6h6l2 2.5h9V19h-17z"/>',
  hide: '<path d="M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM4.5 4.5l15 15"/><circle cx="12" cy="12" r="2.7"/>',
  history: '<path d="M4.5 8.5A8 8 0 1 1 4 12M4.5 4v4.5H9M12 8v4.2l2.8 1.8"/>',
  image: '<path d="M4 5h16v14H4zM4 16l4.5-4.5L13 16l3-3 4 4"/><circle cx="15.5" cy="9" r="1.5"/>',
  inbox: '<path d="M4 13.5L6.5 5h11L20 13.5v6H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20"/>',
  info: '<circle cx="12" cy="12" r="8"/><path d="M12 11v5M12 8v.2"/>',
  install: '<path d="M7 3.5h10v17H7zM12 8v6M9.5 11.5L12 14l2.5-2.5"/>',
  key: '<circle cx="8" cy="14.5" r="4"/><path d="M11 11.5l8-8M16 6.5l2.5 2.5M13.8 8.7l1.7 1.7"/>',
  keyboard: '<path d="M3 6.5h18v11H3zM6.5 10h.2M10 10h.2M13.8 10h.2M17.3 10h.2M8 14h8"/>',
  language:
    '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.5 2.3 3.5 5 3.5 8s-1 5.7-3.5 8c-2.5-2.3-3.5-5-3.5-8s1-5.7 3.5-8z"/>',
  lock: '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2"/>',
  mail: '<path d="M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  messages: '<path d="M4 5h16v11.5h-9L6.5 20v-3.5H4zM8 9.3h8M8 12.5h5"/>',
  minus: '<path d="M6 12h12"/>',
  money: '<path d="M9 20V5h4.5a4 4 0 0 1 0 8.5H6.5M6.5 16.8h7"/>',
  moon: '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
  more: '<path d="M12 6v.2M12 12v.2M12 18v.2" stroke-width="2.8"/>',
  note: '<path d="M5 4.5h14v10l-5 5H5zM14 19.5v-5h5"/>',
  offline:
    '<path d="M4 4l16 16M8.5 15.2a5 5 0 0 1 6 -.5M5.5 12a9 9 0 0 1 4.3-2.6M13.5 9.1A9 9 0 0 1 18.5 12M3 8.6A13 13 0 0 1 6.8 6.3M11 5.1A13 13 0 0 1 21 8.6M12 18.8v.2"/>',
  orders: '<path d="M6 4.5h12v16H6zM9 3h6v3H9zM9 11h6M9 14.5h6"/>',
  part: '<path d="M12 3.5l7.5 4.2v8.6L12 20.5l-7.5-4.2V7.7zM4.5 7.7L12 12l7.5-4.3M12 12v8.5"/>',
  pause: '<path d="M9 6v12M15 6v12" stroke-width="2.5"/>',
  people: '<circle cx="9" cy="8.5" r="3"/><path d="M3 19c.6-3.2 3-5 6-5s5.4 1.8 6 5M18 8v6M15 11h6"/>',
  phone: '<path d="M5 4.5h4l1.5 4.5-2.2 1.5a11 11 0 0 0 5.2 5.2l1.5-2.2 4.5 1.5v4c-8 1-15.5-6.5-14.5-14.5z"/>',
  play: '<path d="M8 5.5v13l10.5-6.5z"/>',
  print: '<path d="M7 8.5V4h10v4.5M7 16.5H4v-8h16v8h-3M7 13.5h10V20H7z"/>',
  refresh: '<path d="M19.5 12a7.5 7.5 0 1 1-2-5.1M19.5 4v4h-4"/>',
  suppliers:
    '<path d="M3 6h11v10H9.2M4.8 16H3V6M14 9.5h4l3 3.5v3h-1.8M14.8 16H14"/><circle cx="7" cy="17" r="2.2"/><circle cx="17" cy="17" r="2.2"/>',
  upload: '<path d="M12 16V5M7.5 9.5L12 5l4.5 4.5M5 19.5h14"/>',
  restore: '<path d="M4.5 5v5h5M4.7 10A8 8 0 1 1 4 13"/>',
  route:
    '<circle cx="6" cy="6" r="2.5"/><circle cx="18" cy="18" r="2.5"/><path d="M8.5 6H15a3 3 0 0 1 0 6H9a3 3 0 0 0 0 6h6.5"/>',
  save: '<path d="M4.5 4.5h12l3 3v12h-15zM8 4.5v5h7v-5M8 19.5v-6h8v6"/>',
  scan: '<path d="M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M4 12h16"/>',
  search: '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
  send: '<path d="M4 5l16 7-16 7 2.5-7zM6.5 12H13"/>',
  settings:
    '<path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="12" r="2"/><circle cx="13" cy="17" r="2"/>',
  show: '<path d="M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/><circle cx="12" cy="12" r="2.7"/>',
  'sign-out': '<path d="M13.5 5H5v14h8.5M10 12h10M16.5 8.5L20 12l-3.5 3.5"/>',
  sort: '<path d="M8 5v14M4.5 15.5L8 19l3.5-3.5M16 19V5M12.5 8.5L16 5l3.5 3.5"/>',
  'sort-down': '<path d="M12 5v14M7 14l5 5 5-5"/>',
  'sort-up': '<path d="M12 19V5M7 10l5-5 5 5"/>',
  stock: '<path d="M4 20V9l8-5 8 5v11M4 20h16M8 20v-7h8v7M8 16.5h8"/>',
  sun: '<circle cx="12" cy="12" r="3.5"/><path d="M12 3.5v2M12 18.5v2M3.5 12h2M18.5 12h2M6 6l1.4 1.4M16.6 16.6L18 18M6 18l1.4-1.4M16.6 7.4L18 6"/>',
  system: '<path d="M3.5 5h17v11.5h-17zM8.5 20h7M12 16.5V20"/>',
  table: '<path d="M4 5h16v14H4zM4 9.7h16M4 14.3h16M10 5v14"/>',
  torch: '<path d="M8 3.5h8V7l-2 3v10.5h-4V10L8 7zM8 7h8M12 12.5v2"/>',
  truck:
    '<path d="M3 6h11v11H3zM14 10h4l3 3.5V17h-7"/><circle cx="7.5" cy="17.5" r="2"/><circle cx="17" cy="17.5" r="2"/>',
  undo: '<path d="M8.5 5L4.5 9l4 4M4.5 9h9a5.5 5.5 0 0 1 0 11H9"/>',
  unarchive: '<path d="M4 5h16v4H4zM5.5 9v10h13V9M12 16.5v-5M9.8 13.5l2.2-2.2 2.2 2.2"/>',
  wrench:
    '<path d="M14.5 9.5L5 19l-1-1 9.5-9.5a4.5 4.5 0 0 1 5.7-4.2L16.5 7l.5 1.5 1.5.5 2.7-2.7a4.5 4.5 0 0 1-6.7 3.2z"/>',
} as const;

export type IconName = keyof typeof ICONS;

const OPEN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">';

/** Registers every icon for `<mat-icon svgIcon="orders" />`; no request, no font. */
export function provideIcons(): EnvironmentProviders {
  return provideEnvironmentInitializer(() => registerIcons(ICONS));
}

/** Registers further icons by name, drawn as the product's own are. Call where `inject` works. */
export function registerIcons(icons: Readonly<Record<string, string>>): void {
  const registry = inject(MatIconRegistry);
  const sanitizer = inject(DomSanitizer);
  for (const [name, body] of Object.entries(icons)) {
    registry.addSvgIconLiteral(name, sanitizer.bypassSecurityTrustHtml(`${OPEN}${body}</svg>`));
  }
}
