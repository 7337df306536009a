/**
 * A value kept in this tab against a reload or a crash, such as what was typed. A browser that forbids storage only
 * loses the convenience.
 */
export class TabStore<T> {
  constructor(private readonly key: string) {}

  keep(value: T): void {
    this.attempt(() => sessionStorage.setItem(this.key, JSON.stringify(value)));
  }

  /** What was kept, or `undefined`. */
  recall(): T | undefined {
    return this.attempt(() => {
      const text = sessionStorage.getItem(this.key);
      // Only one place writes under the key, in this tab and build.
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
