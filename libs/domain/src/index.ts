export * from './ability.js';
export * from './errors.js';
export * from './money.js';
export * from './order-status.js';
export * from './part-state.js';
export * from './permissions.js';
export * from './search.js';
export * from './time.js';
