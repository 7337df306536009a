/** Counts what held and what did not, and says the latter. */
export class Checks {
  private passed = 0;
  private failed = 0;

  equal(what: string, told: unknown, expected: unknown): void {
    this.holds(`${what}: ${JSON.stringify(told)}, expected ${JSON.stringify(expected)}`, isSame(told, expected));
  }

  holds(what: string, isTrue: boolean): void {
    if (isTrue) this.passed += 1;
    else {
      this.failed += 1;
      process.stdout.write(`FAILED ${what}\n`);
    }
  }

  /** The last line; the exit code is 1 where something failed. */
  end(): void {
    process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
    if (this.failed) process.exitCode = 1;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
