import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';

describe('a device', () => {
  it.each([
    [`${CHROME} Safari/537.36`, 'Chrome, Windows'],
    [`${CHROME} YaBrowser/25.8.0.0 Safari/537.36`, 'Yandex Browser, Windows'],
    [`${CHROME} Safari/537.36 Edg/142.0.0.0`, 'Edge, Windows'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile Safari/537.36', 'Chrome, Android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    ['python-requests/2.32.3', 'python-requests'],
    ['', ''],
    [undefined, ''],
  ])('that calls itself %j is told as %j', (agent, name) => {
    expect(deviceOf(agent)).toBe(name);
  });
});
