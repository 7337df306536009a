import { describe, expect, it } from '@jest/globals';
import { passwordStrength } from './password.js';

describe('the strength of a password', () => {
  it.each([
    ...['password123', 'йцукен12345', '1234567890', 'qwertyuiop', 'Password2026!', 'P@ssw0rd123', 'qwerty123456'],
    ...[
      'пароль12345',
      'gfhjkm12345',
      'Пароль2026',
      'фывапролджэ',
      'йфяцычувс',
      '1q2w3e4r5t',
      '1qaz2wsx3edc',
      'zaq12wsxcde3',
    ],
    ...[
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      'abcdefghij',
      'абвгдежзик',
      '0987654321',
      '          ',
      '12345678910',
      '1111122222',
    ],
    ...['мастерская2026', 'vfcnthcrfz1', 'adminadmin', 'administrator', 'admin12345', 'привет123456', 'ghbdtn123456'],
    ...['iloveyou123', 'qwertyйцукен', 'Natasha1985', 'москва2024!', 'letmein12345', 'welcome2026', 'верстак2026'],
    // As they stand in lists of leaked passwords.
    ...['basketball', 'liverpool1', 'justinbieber', 'spiderman2019', 'rjycnfynby', 'Анастасия1990', 'сновымгодом'],
    ...['q1w2e3r4t5', '1a2s3d4f5g6h', 'й1ц2у3к4е5', '1029384756', '0147852369', '89172735872', 'Январь2027!'],
  ])('tells that %s is guessable', (password) => {
    expect(passwordStrength(password)).toBe('guessable');
  });

  it.each([
    ...[
      'hJ7qT2pLx9',
      'Kx9-vB3-wQ',
      'лампа и стул',
      'xkq48snv2m',
      'the first administrator',
      'кружкапила',
      'Рубанок-77',
    ],
  ])('takes %s', (password) => {
    expect(passwordStrength(password)).not.toBe('guessable');
  });

  it.each([...['correct horse battery', 'зелёный рубанок у окна', 'h4Kp-Wn8c-Zt3v-Qy7b', 'kQ8x_mD2pR7vLs3N']])(
    'tells that %s is strong',
    (password) => {
      expect(passwordStrength(password)).toBe('strong');
    },
  );

  it('is told of anything at all, at once', () => {
    for (const text of ['', '\u{1f511}'.repeat(500), 'ab'.repeat(50_000), 'a'.repeat(100_000), '\ud800'.repeat(80)])
      expect(passwordStrength(text)).toBe('guessable');
  });
});
