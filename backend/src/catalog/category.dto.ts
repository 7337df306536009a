import { Change, Writable } from '../platform/records/bodies.js';
import { CategoryFields } from './category.js';

/** A new category. */
export class CategoryCreate extends Writable(CategoryFields) {}

/** The fields to change; with another place the others move up or down. */
export class CategoryChange extends Change(CategoryCreate) {}
