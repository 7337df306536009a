import { expect, it } from '@jest/globals';
import { withoutKeys } from './structured-logger.js';

it.each([
  ['/api/v1/orders/66f0c2a7e1b2c3d4e5f60718?q=x', '/api/v1/orders/66f0c2a7e1b2c3d4e5f60718'],
  ['/api/v1/shop/orders/DFS1UM3qQGhX3cAW5hdlgR6l6dpVnvFK/cancel', '/api/v1/shop/orders/…/cancel'],
  ['/shop/orders/V_eKmWOXbQVrN6xgJx3PIi-tu98D7iso?new=true', '/shop/orders/…'],
])('the log has no key of %s', (url, logged) => {
  expect(withoutKeys(url)).toBe(logged);
});
