import { describe, expect, it } from '@jest/globals';
import { isArtwork, plainFileName } from './files.js';

describe('the name of a file', () => {
  it.each([
    ['Макет.pdf', 'Макет.pdf'],
    ['../a\\b.png', '..ab.png'],
    ['\u202egnp.exe\n', 'gnp.exe'],
    [' ', 'file'],
  ])('%j is taken as %j', (name, plain) => expect(plainFileName(name)).toBe(plain));

  it('keeps its ending where it is cut', () => {
    expect(plainFileName(`${'ы'.repeat(300)}.jpeg`)).toBe(`${'ы'.repeat(195)}.jpeg`);
  });
});

describe('artwork', () => {
  it.each(['image/png', 'image/tiff', 'application/pdf', 'application/postscript', 'application/zip', 'text/plain'])(
    'can be %s',
    (type) => expect(isArtwork(type)).toBe(true),
  );

  it.each(['application/x-msdownload', 'application/octet-stream', 'video/mp4', 'application/java-vm', 'x-image/png'])(
    'is never %s',
    (type) => expect(isArtwork(type)).toBe(false),
  );
});
