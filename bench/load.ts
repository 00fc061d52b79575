import { Connection } from "./connection.js";

/** Connections of a load. */
export const CONNECTIONS = 16;

/** Requests without end, and how the body of an answer that is none of an error begins. */
export interface Traffic {
  readonly port: number;
  /** A connection's next request, as it goes over the wire. */
  readonly next: (connection: number) => string;
  readonly bodyBegins: string;
}

/** A closed loop on each connection: the next request goes out when the answer is in. */
export class Load {
  /** How many requests have been answered. */
  answered = 0;
  private stopping = false;
  private onRound: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private failure: Error | undefined;
  private readonly connections: Connection[] = [];
  private readonly drained: Promise<unknown>;

  constructor(
    private readonly traffic: Traffic,
    private readonly width = CONNECTIONS,
  ) {
    this.drained = Promise.all(Array.from({ length: width }, (_none, index) => this.loop(index)));
    this.drained.catch((error: Error) => {
      this.failure = error;
      this.onRound?.reject(error);
    });
  }

  /**
   * Resolves when the number of answers is next a multiple of the connections: long requests run in step, and only then
   * are all of them as far as they were at another such time.
   *
   * Rejects for an answer that is not what was asked for, and for a lost connection.
   */
  wholeRound(): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => (this.onRound = { resolve, reject }));
  }

  /** Sends no more, and resolves when everything is answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await this.drained;
    } finally {
      for (const connection of this.connections) connection.close();
    }
  }

  private loop(index: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const connection = new Connection(this.traffic.port, reject);
      this.connections.push(connection);
      const send = (): void =>
        connection.send(this.traffic.next(index), ({ status, start }) => {
          if ((status !== 200 && status !== 201) || !start.startsWith(this.traffic.bodyBegins)) {
            reject(new Error(`an answer of ${status}: ${start}`));
            return;
          }
          this.answered += 1;
          if (this.answered % this.width === 0) this.onRound?.resolve();
          if (this.stopping) resolve();
          else send();
        });
      send();
    });
  }
}
