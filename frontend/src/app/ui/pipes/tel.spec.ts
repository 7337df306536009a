import { telOf } from './tel';

describe('the address that calls a number', () => {
  it('is how it is dialled from anywhere, its extension too', () => {
    expect(telOf({ phone: '8 912 345-67-89 доб. 12', dialled: '+79123456789;ext=12' })).toBe('tel:+79123456789;ext=12');
  });

  it('has the digits alone of a number that is no whole one', () => {
    expect(telOf({ phone: '22-33-44' })).toBe('tel:223344');
  });
});
