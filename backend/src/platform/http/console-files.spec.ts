import { describe, expect, it } from '@jest/globals';
import { cachingOf } from './console-files.js';

describe('files of the console', () => {
  it.each([
    'chunk-DzpEo9fi.js',
    'chunk-CQFqSL-o.js.br',
    'main-M3MOSB66.js.gz',
    'styles-B5PAZ3SM.css',
    'zxing_reader-7Q5UX2AB.wasm.br',
  ])('stay for a year where their name tells their content: %s', (name) =>
    expect(cachingOf(`/browser/${name}`)).toContain('immutable'),
  );

  it.each(['index.html', 'ngsw.json', 'ngsw-worker.js.br', 'worker-basic.min.js', 'icon-maskable.png', 'favicon.svg'])(
    'are asked for again else: %s',
    (name) => expect(cachingOf(`/browser/${name}`)).toBe('no-cache'),
  );
});
