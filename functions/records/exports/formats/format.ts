import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { Selection } from "../../trades/rows.ts";

/** What an export holds: the range as it was found allowed, what is selected in it, and the language of its headers. */
export interface ExportAsked {
  /** Area whose records are exported; with a party, those of the whole city in which it has a part. */
  readonly area: string;
  readonly selection: Selection;
  /** The first instant, included, and the first one after the range; no record joins it any more. */
  readonly from: Instant;
  readonly before: Instant;
  /** Bounds of price and quantity as decimal strings, included. */
  readonly leastPrice?: string | undefined;
  readonly mostPrice?: string | undefined;
  readonly leastQuantity?: string | undefined;
  readonly mostQuantity?: string | undefined;
  readonly language: "zh" | "en";
  /** Day of the signed head up to which an evidence bag goes; absent in other exports. */
  readonly head?: string | undefined;
}

/** A page of what a format is written from. */
export interface SourcePage<Item> {
  readonly items: readonly Item[];
  /** Records that were read for it, whether or not they are asked for. */
  readonly read: number;
  /** Up to where the range is read: from `from` to `before`. */
  readonly reached: Instant;
  /** Where the source goes on; absent on the last page. */
  readonly cursor?: string | undefined;
}

/** What a format is written from, page by page: the same pages for the same cursor, each of some megabytes at most. */
export interface ExportSource<Item> {
  page(asked: ExportAsked, cursor: string | undefined): Promise<SourcePage<Item>>;
}

/** Some bytes of a file, how many rows they hold, and what the next bytes need to know of all before. */
export interface Piece<State> {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly state: State;
}

/**
 * A format of exports, pure. A file is the bytes of `begin`, of `rows` for each page and of `end`, one after the other, whoever makes them: the
 * state between two of them is a JSON value, which the job keeps, so that another process goes on and makes the same bytes.
 */
export interface ExportFormat<Item, State> {
  readonly mediaType: string;
  /** Bytes that a file may have by the format; no limit of its own when absent. */
  readonly mostBytes?: number;
  begin(asked: ExportAsked): Piece<State>;
  rows(asked: ExportAsked, state: State, items: readonly Item[]): Piece<State>;
  end(asked: ExportAsked, state: State): Uint8Array;
}

/** A format with what it is written from. */
export interface WrittenFormat<Ports, Item = unknown, State = unknown> extends ExportFormat<Item, State> {
  source(ports: Ports): ExportSource<Item>;
}

/** A format with its source, as the job uses it: items and states are those of the format, unseen. */
export function writtenFrom<Ports, Item, State>(
  format: ExportFormat<Item, State>,
  source: (ports: Ports) => ExportSource<Item>,
): WrittenFormat<Ports> {
  // The job hands every format only what its own source and its own steps gave.
  return { ...format, source } as unknown as WrittenFormat<Ports>;
}
