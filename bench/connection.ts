import { connect, type Socket } from "node:net";

const HEAD_END = "\r\n\r\n";
/** How much of a body is looked at. */
const SHOWN = 300;

/** What an answer looked like, without most of its body. */
export interface Answer {
  readonly status: number;
  /** The first characters of the body. */
  readonly start: string;
}

/**
 * One keep-alive HTTP connection that sends a request, takes the answer and does nothing with it: as little work as a
 * client can do, so that what is measured is the server.
 */
export class Connection {
  private readonly socket: Socket;
  private head = "";
  private status = 0;
  private start = "";
  /** Bytes of the body still to come; null while the head does. */
  private missing: number | null = null;
  private onAnswer: (answer: Answer) => void = () => undefined;

  constructor(port: number, onError: (error: Error) => void) {
    this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.socket.on("data", (chunk: Buffer) => {
      try {
        this.take(chunk);
      } catch (error) {
        onError(error as Error);
      }
    });
    this.socket.on("error", onError);
    this.socket.on("end", () => onError(new Error("the server closed the connection")));
  }

  /** Sends a whole request; one at a time. */
  send(request: string, onAnswer: (answer: Answer) => void): void {
    this.onAnswer = onAnswer;
    this.socket.write(request);
  }

  close(): void {
    this.socket.removeAllListeners("end").destroy();
  }

  private take(chunk: Buffer): void {
    let body = chunk;
    if (this.missing === null) {
      this.head += chunk.toString("latin1");
      const end = this.head.indexOf(HEAD_END);
      if (end === -1) return;
      body = chunk.subarray(chunk.length - (this.head.length - end - HEAD_END.length));
      this.readHead(this.head.slice(0, end));
    }
    if (this.start.length < SHOWN) this.start += body.toString("utf8", 0, SHOWN);
    this.missing = this.missing! - body.length;
    if (this.missing > 0) return;
    const answer = { status: this.status, start: this.start };
    this.head = "";
    this.start = "";
    this.missing = null;
    this.onAnswer(answer);
  }

  private readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without Content-Length:\n${head}`);
    this.missing = Number(length);
  }
}
