/** In the address of orders in place of an id: those that refer to nothing of the kind. */
export const NONE = 'none';
