/**
 * Many short texts in one string: for the garbage collector, a million identifiers are two objects instead of a million, which keeps its
 * pauses short during clearing.
 */
export class TextColumn {
  private readonly joined: string;
  private readonly starts: Uint32Array;

  /** A column of these texts, in this order. */
  constructor(texts: readonly string[]) {
    this.joined = texts.join("");
    this.starts = new Uint32Array(texts.length + 1);
    let start = 0;
    for (let index = 0; index < texts.length; index += 1) {
      start += texts[index]?.length ?? 0;
      this.starts[index + 1] = start;
    }
  }

  /** The text at an index; empty outside the column. */
  at(index: number): string {
    return this.joined.slice(this.starts[index] ?? 0, this.starts[index + 1] ?? 0);
  }
}
