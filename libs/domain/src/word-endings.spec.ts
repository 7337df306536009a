import { describe, expect, it } from '@jest/globals';
import { isFoundBy } from './search-query.js';

/** What people type, and the word that is meant. */
const FORMS = `кружки кружка, кружку кружка, кружкой кружка, кружек кружка, кружка кружки, футболок футболка,
  визиток визитка, значки значок, значок значки, табличек табличка, брелоки брелок, открыток открытка,
  открытка открыток, столы стол, торты торт, пироги пирог, печати печать, досок доска, рамки рамка,
  календарей календарь, магниты магнит, медалей медаль, кубки кубок, ножи нож, ящики ящик, втулок втулка,
  валы вал, белая белый, деревянные деревянный, синяя синий, большие большой, ивановой иванова, ивановым иванов,
  анны анна, марии мария, сергею сергей, мастерскую мастерская, mugs mug, boxes box, parties party, party parties,
  engraving engraved, cakes cake, glasses glass, copies copy, окон окно, магнитов магнит,
  значков значок, термосов термос, столов стол, подарков подарок, магнит магнитов, кольца кольцо, ремней ремень,
  ремень ремни, свечей свеча, кресел кресло, стёкла стекло`;

/** What begins alike and is something else. */
const OTHERS = `иванов иван, петров пётр, романова роман, сидоров сидор, семенов семён, попов поп, николаев николай, столы столичный, марки маркетинг,
  ножи ножницы, валы валенки, cards cardinal, марии маринад, вала валерий, ручки рука, полки полотно`;

const pairs = (text: string): [string, string][] =>
  text.split(/,\s*/).map((pair) => pair.trim().split(' ') as [string, string]);

describe('the forms of a word', () => {
  it.each(pairs(FORMS))('%s finds %s', (query, text) => {
    expect(isFoundBy(query, text)).toBe(true);
  });

  it.each(pairs(OTHERS))('%s does not find %s', (query, text) => {
    expect(isFoundBy(query, text)).toBe(false);
  });
});
