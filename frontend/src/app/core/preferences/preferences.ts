import { Service, computed, inject, signal } from '@angular/core';
import { Api, type LabelSheet, type PreferencesBody, getPreferences, keepPreferences } from '@verstak/api';
import type { NotificationChannels, NotificationTopic } from '@verstak/domain';
import { I18n } from '../i18n/i18n';
import { type Language, isLanguage } from '../i18n/languages';

const NONE: PreferencesBody = { columns: [] };
/** Several choices in a row are kept together, this many milliseconds after the last. */
const PAUSE = 400;

/** How the person who is signed in likes the console: kept on the server, so the same on every machine. */
@Service()
export class Preferences {
  private readonly api = inject(Api);
  private readonly i18n = inject(I18n);
  private readonly current = signal<PreferencesBody>(NONE);
  private readonly choices = computed(
    () => new Map(this.current().columns.map(({ table, column, isShown }) => [`${table}.${column}`, isShown])),
  );
  private timer?: ReturnType<typeof setTimeout>;

  /** Reads what was kept and takes over its language; needs a session. */
  async load(): Promise<void> {
    const kept = await this.api.invoke(getPreferences);
    this.current.set(kept);
    if (isLanguage(kept.language) && kept.language !== this.i18n.language()) await this.i18n.use(kept.language);
  }

  /** Whether a column was chosen or put away; `undefined` where neither. */
  isChosen(table: string, column: string): boolean | undefined {
    return this.choices().get(`${table}.${column}`);
  }

  chooseColumn(table: string, column: string, isShown: boolean): void {
    const others = this.current().columns.filter((choice) => choice.table !== table || choice.column !== column);
    this.keep({ ...this.current(), columns: [...others, { table, column, isShown }] });
  }

  /** What labels were printed on last. */
  readonly labels = computed(() => this.current().labels);

  chooseLabels(labels: LabelSheet): void {
    this.keep({ ...this.current(), labels });
  }

  /** Whether Enter sends a message; where nobody has chosen, on machines with a keyboard. */
  readonly sendsByEnter = computed(
    () => this.current().sendsByEnter ?? !globalThis.matchMedia?.('(pointer: coarse)').matches,
  );

  chooseSendsByEnter(sendsByEnter: boolean): void {
    this.keep({ ...this.current(), sendsByEnter });
  }

  /** Whether the checklist of the first hour is put away. */
  readonly hidesFirstHour = computed(() => this.current().hidesFirstHour ?? false);

  hideFirstHour(hidesFirstHour: boolean): void {
    this.keep({ ...this.current(), hidesFirstHour });
  }

  /** By which channels the person hears of a topic, where they have chosen any. */
  channelsOf(topic: NotificationTopic): NotificationChannels | undefined {
    return this.current().notifications?.find((choice) => choice.topic === topic);
  }

  chooseChannels(topic: NotificationTopic, channels: NotificationChannels): void {
    const others = (this.current().notifications ?? []).filter((choice) => choice.topic !== topic);
    const { inApp, mail } = channels;
    this.keep({ ...this.current(), notifications: [...others, { topic, inApp, mail }] });
  }

  async chooseLanguage(language: Language): Promise<void> {
    await this.i18n.use(language);
    this.keep({ ...this.current(), language });
  }

  /** A choice that could not be kept holds until the page is left. */
  private keep(preferences: PreferencesBody): void {
    this.current.set(preferences);
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.api.invoke(keepPreferences, { body: this.current() }).catch(() => undefined),
      PAUSE,
    );
  }
}
