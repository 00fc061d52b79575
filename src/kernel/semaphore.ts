/** Most that wait at one time: whoever comes then is refused at once. */
const LONGEST = 200;

/** Lets a number of holders at a time have a place each; others wait in the order they came. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];

  /** @param free how many places there are */
  constructor(private free: number) {}

  /** Takes a place. @param patience in milliseconds @returns whether one was to be had in that time */
  acquire(patience: number): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(true);
    }
    if (this.waiting.length >= LONGEST) return Promise.resolve(false);
    return new Promise((resolve) => {
      const next = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(next), 1);
        resolve(false);
      }, patience);
      this.waiting.push(next);
    });
  }

  /** Gives a place back: to who has waited longest, if anybody does. */
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
