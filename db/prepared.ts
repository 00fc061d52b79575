import type { Client } from "pg";

/**
 * Most characters of SQL that a connection keeps prepared. PostgreSQL keeps a tree and a plan of each statement, which take some ninety
 * times its text (measured: 1.3 MB for the 14 kB that read a whole group): so this is about 50 MB for each connection.
 */
export const PREPARED_TEXT = 524_288;
/** How many statements it remembers having run. */
const KNOWN = 2_000;
/** After so many runs each statement's count is halved, so that what was hot once gives way to what is hot. */
const HALVED_AFTER = 20_000;
/** How many times as often as others a statement must have run to take their place: preparing it costs what some ten runs do. */
const MARGIN = 2;

interface Known {
  runs: number;
  name: string | null;
}

/**
 * Which statements a connection keeps prepared: those that it runs most often. Clients write documents, and each makes a statement of its
 * own: however many they send, what is hot stays prepared, and the rest is not kept.
 */
export class PreparedStatements {
  private readonly known = new Map<string, Known>();
  private size = 0;
  private runs = 0;
  private named = 0;
  private gone: string[] = [];

  /** @param room for the texts of what is prepared, in characters */
  constructor(private readonly room = PREPARED_TEXT) {}

  /** The name under which a statement that is about to run is prepared, or is to be; undefined for one that is not worth it. */
  nameFor(text: string): string | undefined {
    const statement = this.noted(text);
    // Looked at anew each time that the count has doubled: what it takes to find room would else be spent on each run.
    if (statement.name === null && isPowerOfTwo(statement.runs) && this.hasRoom(text, statement.runs)) {
      statement.name = `s${this.named++}`;
      this.size += text.length;
    }
    return statement.name ?? undefined;
  }

  /** The names of statements that have lost their place since it was last asked. */
  takeGone(): readonly string[] {
    const { gone } = this;
    this.gone = [];
    return gone;
  }

  private noted(text: string): Known {
    if (++this.runs % HALVED_AFTER === 0) this.halve();
    const known = this.known.get(text);
    if (known !== undefined) {
      known.runs += 1;
      return known;
    }
    if (this.known.size >= KNOWN) this.forget((runs) => runs < 2);
    if (this.known.size >= KNOWN) this.forget(() => true);
    const statement = { runs: 1, name: null };
    this.known.set(text, statement);
    return statement;
  }

  private halve(): void {
    for (const statement of this.known.values()) statement.runs >>= 1;
    this.forget((runs) => runs === 0);
  }

  /** Forgets statements that are not prepared. */
  private forget(which: (runs: number) => boolean): void {
    for (const [text, { runs, name }] of this.known) if (name === null && which(runs)) this.known.delete(text);
  }

  /** Makes room, where that takes nothing but what runs far more seldom. */
  private hasRoom(text: string, runs: number): boolean {
    if (runs < 2 || text.length > this.room) return false;
    const losing: string[] = [];
    let left = this.room - this.size - text.length;
    if (left < 0) {
      for (const [other, { runs: others }] of [...this.known].filter(([, { name }]) => name !== null).toSorted(byRuns)) {
        if (left >= 0 || others * MARGIN > runs) break;
        losing.push(other);
        left += other.length;
      }
    }
    if (left < 0) return false;
    for (const other of losing) this.lose(other);
    return true;
  }

  private lose(text: string): void {
    const statement = this.known.get(text)!;
    this.gone.push(statement.name!);
    statement.name = null;
    this.size -= text.length;
  }
}

const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;
const byRuns = ([, a]: [string, Known], [, b]: [string, Known]): number => a.runs - b.runs;

const connections = new WeakMap<Client, PreparedStatements>();

/** Those of a connection. */
export function preparedOf(connection: Client): PreparedStatements {
  const known = connections.get(connection);
  if (known !== undefined) return known;
  const statements = new PreparedStatements();
  connections.set(connection, statements);
  return statements;
}

/** What the driver knows by name, and has no way to forget. */
interface DriverNames {
  connection?: { parsedStatements?: Record<string, string> };
}

/**
 * Lets PostgreSQL forget what has lost its place, in the trip of the statement that comes next. Outside of transactions: in one that has
 * failed nothing is forgotten.
 */
export function forgetGone(connection: Client): void {
  for (const name of preparedOf(connection).takeGone()) {
    const forgotten = connection.query(`deallocate ${name}`).finally(() => {
      delete (connection as unknown as DriverNames).connection?.parsedStatements?.[name];
    });
    // One that could not be prepared is not there, and of a connection that is lost the next statement tells.
    forgotten.catch(() => undefined);
  }
}
