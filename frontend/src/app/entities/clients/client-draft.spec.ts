import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClientDraft, changeOf, changedPaths, creationOf, draftNamed, draftOf, rebase } from './client-draft';

const contact = (id: string, name: string, phone = '') => ({ id, name, position: '', phone, email: '' });
const SEEN: ClientDraft = {
  ...draftOf({ company: 'Ромашка', phone: '+7 900' }),
  contacts: [contact('a', 'Анна'), contact('b', 'Борис')],
};

describe('a client that is made of what was typed', () => {
  it.each([
    ['Петрова Инна', { lastName: 'Петрова', firstName: 'Инна' }],
    [' Петрова  Инна Сергеевна ', { lastName: 'Петрова', firstName: 'Инна', middleName: 'Сергеевна' }],
    ['Инна Сергеевна', { firstName: 'Инна', middleName: 'Сергеевна' }],
    ['Инна Сергеевна Петрова', { firstName: 'Инна', middleName: 'Сергеевна', lastName: 'Петрова' }],
    ['Салтыков-Щедрин Михаил', { lastName: 'Салтыков-Щедрин', firstName: 'Михаил' }],
    ['Anna Smith', { firstName: 'Anna', lastName: 'Smith' }],
    ['ООО Ромашка', { company: 'ООО Ромашка' }],
    ['ИП Петрова Инна', { company: 'ИП Петрова Инна' }],
    ['Рекламное агентство', { company: 'Рекламное агентство' }],
    ['«Лютик»', { company: '«Лютик»' }],
    ['+7 912 345-67-89', { phone: '+7 912 345-67-89' }],
    ['inna@example.org', { email: 'inna@example.org' }],
    ['', {}],
  ])('%p fills the fields it belongs to', (words, fields) => {
    expect(draftNamed(words)).toEqual(draftOf(fields));
  });
});

describe('what is sent of a client', () => {
  it('is nothing that was left empty', () => {
    expect(creationOf({ ...draftOf(), company: ' Ромашка ' })).toEqual({ company: 'Ромашка' });
  });

  it('is only what was changed; an emptied field is cleared', () => {
    expect(changeOf(SEEN, { ...SEEN, phone: '', note: 'Звонить после обеда' })).toEqual({
      phone: null,
      note: 'Звонить после обеда',
    });
    expect(changedPaths(SEEN, { ...SEEN })).toEqual([]);
  });

  it('holds all contacts where one was changed, known ones by their id', () => {
    const draft = { ...SEEN, contacts: [...SEEN.contacts, contact('', 'Вера')] };
    expect(changeOf(SEEN, draft)).toEqual({
      contacts: [{ id: 'a', name: 'Анна' }, { id: 'b', name: 'Борис' }, { name: 'Вера' }],
    });
  });
});

describe('two people who change a client', () => {
  it('both keep what they changed in different fields and contacts', () => {
    const mine = { ...SEEN, note: 'моё', contacts: [contact('a', 'Анна', '+7 111'), contact('', 'Новый')] };
    const fresh = {
      ...SEEN,
      phone: '+7 222',
      contacts: [contact('a', 'Анна П.'), contact('b', 'Борис'), contact('c', 'Галя')],
    };
    expect(rebase(mine, SEEN, fresh)).toEqual({
      ...SEEN,
      note: 'моё',
      phone: '+7 222',
      contacts: [contact('a', 'Анна П.', '+7 111'), contact('c', 'Галя'), contact('', 'Новый')],
    });
  });

  it('lose nothing when only one of them changed anything', () => {
    const text = fc.string({ maxLength: 4 });
    const draft = fc.record({ company: text, phone: text, note: text });
    fc.assert(
      fc.property(draft, draft, (seen, changed) => {
        const [was, is] = [
          { ...SEEN, ...seen },
          { ...SEEN, ...changed },
        ];
        expect(rebase(is, was, was)).toEqual(is);
        expect(rebase(was, was, is)).toEqual(is);
      }),
    );
  });

  it('get what they chose, in fields and in contacts', () => {
    const mine = { ...SEEN, phone: '+7 111', contacts: [contact('a', 'Аня'), contact('b', 'Боря')] };
    const fresh = { ...SEEN, phone: '+7 222', contacts: [contact('a', 'Анна П.')] };
    const chosen = new Set(['phone', 'contacts.b']);
    expect(rebase(mine, SEEN, fresh, chosen)).toEqual({ ...SEEN, phone: '+7 222', contacts: [contact('a', 'Аня')] });
    const mineStay = { ...SEEN, phone: '+7 111', contacts: [contact('a', 'Аня'), contact('b', 'Боря')] };
    expect(rebase(mine, SEEN, fresh)).toEqual(mineStay);
  });

  it('are told of the same fields by the same names, contacts by their ids', () => {
    const mine = { ...SEEN, phone: '+7 111', contacts: [contact('a', 'Аня'), contact('', 'Вера')] };
    expect(changedPaths(SEEN, mine)).toEqual(['phone', 'contacts.b', 'contacts.a.name', 'contacts.new']);
  });
});
