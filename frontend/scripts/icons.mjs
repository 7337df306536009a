/** Draws the PNG icons of the manifest from `public/icons/icon.svg`; run by hand after the drawing has changed. */
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../public/icons');
const svg = readFileSync(join(FOLDER, 'icon.svg'), 'utf8');

/** A maskable icon may be cut to a circle: the drawing keeps to the inner 80 %, its ground fills the square. */
const SHAPES = [
  { name: 'icon-192', size: 192, padding: 0, ground: 'transparent' },
  { name: 'icon-512', size: 512, padding: 0, ground: 'transparent' },
  { name: 'icon-maskable-512', size: 512, padding: 51, ground: '#0f5a61' },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { name, size, padding, ground } of SHAPES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0;padding:${padding}px;background:${ground}}svg{display:block;width:${size - 2 * padding}px}</style>${svg}`,
  );
  await page.screenshot({ path: join(FOLDER, `${name}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
