/**
 * What was typed, kept in this tab against a reload or a crash. A browser that forbids storage only loses the
 * convenience.
 */
export class KeptDraft<T> {
  constructor(private readonly key: string) {}

  keep(draft: T): void {
    this.attempt(() => sessionStorage.setItem(this.key, JSON.stringify(draft)));
  }

  /** What was kept, or `undefined`. */
  recall(): T | undefined {
    return this.attempt(() => {
      const text = sessionStorage.getItem(this.key);
      // Only this page writes under the key, in this tab and build.
      return text === null ? undefined : (JSON.parse(text) as T);
    });
  }

  forget(): void {
    this.attempt(() => sessionStorage.removeItem(this.key));
  }

  private attempt<R>(act: () => R): R | undefined {
    try {
      return act();
    } catch {
      return undefined;
    }
  }
}
