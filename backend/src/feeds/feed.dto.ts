import { Writable } from '../platform/records/bodies.js';
import { StockFeedFields } from './stock-feed.js';

/** All that people write of a stock check, as it is to be. */
export class StockFeedWriting extends Writable(StockFeedFields) {}
