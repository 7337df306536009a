import { describe, expect, it } from '@jest/globals';
import { mentionAt, mentionedIn, partsOf } from './message-parts';

const PEOPLE = [{ name: 'Анна' }, { name: 'Анна Петрова' }, { name: 'O. (Olga)' }];
const names = PEOPLE.map(({ name }) => name);
const told = (text: string): string[] => partsOf(text, names).map(({ kind, text: part }) => `${kind}:${part}`);

describe('a message', () => {
  it('is taken apart at the names it mentions, the longest first, and nowhere within a word', () => {
    expect(told('Для @Анна Петрова и @Анна!')).toEqual([
      'text:Для ',
      'mention:@Анна Петрова',
      'text: и ',
      'mention:@Анна',
      'text:!',
    ]);
    expect(told('@Аннабель')).toEqual(['text:@Аннабель']);
    expect(told('@O. (Olga) тут')).toEqual(['mention:@O. (Olga)', 'text: тут']);
  });

  it('has addresses of the web as links, without the stop after them', () => {
    expect(told('см. https://example.org/a?b=1.')).toEqual(['text:см. ', 'link:https://example.org/a?b=1', 'text:.']);
    expect(told('javascript:alert(1)')).toEqual(['text:javascript:alert(1)']);
  });

  it('mentions whom it names', () => {
    expect(mentionedIn('@Анна Петрова, здравствуйте', PEOPLE)).toEqual([{ name: 'Анна Петрова' }]);
    expect(mentionedIn('почта@Анна нет, но @Анна да', PEOPLE)).toEqual([{ name: 'Анна' }]);
  });
});

describe('a name that is being typed', () => {
  it('begins after an @ at the beginning of a word', () => {
    expect(mentionAt('Для @Ан', 7)).toEqual({ start: 4, typed: 'Ан' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, typed: '' });
    expect(mentionAt('a@b', 3)).toBeUndefined();
    expect(mentionAt('@Анна П', 7)).toBeUndefined();
  });
});
