const WIDTH = 30;

/** How far a piece of work is: a bar that is drawn again on a terminal, a line for each tenth elsewhere. */
export class Progress {
  private readonly title: string;
  private readonly total: number;
  private readonly isTerminal = process.stdout.isTTY;
  private done = 0;
  private shown = 0;

  constructor(title: string, total: number) {
    this.title = title;
    this.total = total;
  }

  step(): void {
    this.done += 1;
    const parts = this.isTerminal ? 100 : 10;
    const share = Math.floor((this.done / this.total) * parts);
    if (share === this.shown) return;
    this.shown = share;
    process.stdout.write(this.isTerminal ? `\r${this.bar()}` : `${this.title} ${this.done}/${this.total}\n`);
    if (this.isTerminal && this.done === this.total) process.stdout.write('\n');
  }

  private bar(): string {
    const full = Math.round((this.done / this.total) * WIDTH);
    return `${this.title.padEnd(8)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${this.done}/${this.total}`;
  }
}
