/** Which property of the data a sequence of numbers is for; sequences of different purposes do not repeat each other. */
export const STREAM = {
  tree: 1,
  traits: 2,
  group: 3,
  person: 4,
  seats: 5,
  account: 6,
  quotas: 7,
  usage: 8,
  groupUuid: 9,
  accountUuid: 10,
} as const;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const hexOf = (word: number): string => HEX[word >>> 24]! + HEX[(word >>> 16) & 255]! + HEX[(word >>> 8) & 255]! + HEX[word & 255]!;

/**
 * Repeatable random numbers: Chris Doty-Humphrey's sfc32.
 *
 * Every object of the data gets a sequence of its own by `restart`, so that each table can be written alone, in any
 * order, and still agrees with the others about the same object. 128 bits of state keep the uuids apart.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  constructor(private readonly seed: number) {}

  /** Starts the sequence of one object: `stream` is one of STREAM, `object` any 32-bit number. */
  restart(stream: number, object: number): this {
    this.a = this.seed | 0;
    this.b = stream | 0;
    this.c = object | 0;
    this.counter = 1;
    for (let round = 0; round < 12; round += 1) this.word();
    return this;
  }

  private word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return (this.word() >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A version 4 uuid. */
  uuid(): string {
    const [first, second, third, fourth] = [this.word(), this.word(), this.word(), this.word()];
    const middle = hexOf((second & 0xffff0fff) | 0x4000);
    const last = hexOf((third & 0x3fffffff) | 0x80000000);
    return `${hexOf(first)}-${middle.slice(0, 4)}-${middle.slice(4)}-${last.slice(0, 4)}-${last.slice(4)}${hexOf(fourth)}`;
  }
}
