import type { Writable } from "node:stream";

/** Writes to a stream at the pace of its reader, and stops without an error when the reader closes (`… | head`). */
export class Output {
  private readonly stream: Writable;
  private gone = false;
  private fault: Error | undefined;

  /** Takes over error handling of `stream`. */
  constructor(stream: Writable) {
    this.stream = stream;
    stream.on("error", (error: NodeJS.ErrnoException) => {
      this.gone = true;
      if (error.code !== "EPIPE") this.fault = error;
    });
  }

  /** Resolves when the text was written: true, or false if the reader has closed. Throws other errors, such as a full disk. */
  async write(text: string): Promise<boolean> {
    if (!this.gone) {
      await new Promise<void>((resolve) => {
        this.stream.write(text, () => resolve());
      });
    }
    if (this.fault) throw this.fault;
    return !this.gone;
  }
}
