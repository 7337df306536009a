import { PreferencesFields } from './preferences.js';

/** What may be set. */
export class PreferencesBody extends PreferencesFields {}
