/** What is to be undone at the end, last done first undone; once, however the end comes. */
export class Cleanup {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private ending: Promise<void> | undefined;

  /** Whether the end has come: what fails from now on fails because of it. */
  get begun(): boolean {
    return this.ending !== undefined;
  }

  add(step: () => Promise<unknown>): void {
    this.steps.push(step);
  }

  run(): Promise<void> {
    this.ending ??= this.undo();
    return this.ending;
  }

  /** Has signals end the process, cleanly. */
  onSignals(): void {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      process.on(signal, () => void this.run().then(() => process.exit(code)));
    }
  }

  private async undo(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      await step().catch((error: unknown) => process.stderr.write(`cleaning up: ${String(error)}\n`));
    }
  }
}
