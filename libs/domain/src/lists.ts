/** Most documents that an address names by their ids: proxies pass on some 8 kB of it. */
export const MOST_IDS = 200;
