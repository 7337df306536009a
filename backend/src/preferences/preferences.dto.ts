import { Pick } from '../platform/fields/index.js';
import { Preferences } from './preferences.js';

/** What may be set. */
export class PreferencesBody extends Pick(Preferences, ['language', 'columns']) {}
