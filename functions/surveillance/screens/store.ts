import { areasAround } from "../../../shared/kernel/areas.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { type AttributeCodec, integer, json, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { SessionSummary } from "./session.ts";
import { type StoredResult, storedSummary, summaryIn } from "./stored-session.ts";

const announcedFields = {
  sellerName: text,
  /** Member that the seller is, and its group of associates, where it is one and has declared some. */
  sellerId: optional(text),
  sellerGroup: optional(text),
};
/** Who sells in an auction. */
export type Announced = RowOf<typeof announcedFields>;
const announcedCodec = rowCodec(announcedFields);

const endedFields = { title: text, endedAt: text, pollutant: text, pool: text, outcome: text, manifestHash: text, resultHash: text };
/** What the end of an auction says of it. */
export type Ended = RowOf<typeof endedFields>;
const endedCodec = rowCodec(endedFields);

const withdrawnFields = { partyId: text, partyName: text, group: text, at: text };
/** An enrolment that was withdrawn. */
export type Withdrawn = RowOf<typeof withdrawnFields>;
const withdrawnCodec = rowCodec(withdrawnFields);

/** A summary as canonical JSON, with its decimals as texts. */
const summaryCodec: AttributeCodec<SessionSummary> = {
  encode: (summary) => json((value) => value).encode(storedSummary(summary)),
  decode: json(summaryIn).decode,
};
const sessionCodec = rowCodec({ summary: summaryCodec, version: integer });

const screeningFields = {
  auctionId: text,
  title: text,
  pollutant: text,
  pool: text,
  area: text,
  endedAt: text,
  outcome: text,
  results: json((value) => value as readonly StoredResult[]),
};
/** The screens of an auction. */
export type Screening = RowOf<typeof screeningFields>;
const screeningCodec = rowCodec(screeningFields);

/** A market: sessions of one are compared. */
export type Market = Pick<Screening, "pollutant" | "pool">;

function heardOf(auctionId: string): string {
  return `heard#${auctionId}`;
}
function sessionsOf({ pollutant, pool }: Market): string {
  return `sessions#${pollutant}#${pool}`;
}
function sessionKey(market: Market, { endedAt, auctionId }: Pick<SessionSummary, "endedAt" | "auctionId">): Key {
  return { pk: sessionsOf(market), sk: `${endedAt}#${auctionId}` };
}
function screeningKey(auctionId: string): Key {
  return { pk: `screening#${auctionId}`, sk: "screening" };
}
function screeningsOf(area: string, market: Market | undefined): string {
  return market === undefined ? `screenings#${area}` : `screenings#${area}#${market.pollutant}#${market.pool}`;
}

/** The rows of screens. */
export type ScreensStore = ReturnType<typeof screensRows>;

/** Reads and writes of screens; all reads are strongly consistent. */
export function screensRows(table: Table) {
  const heardPut = (auctionId: string, sk: string, row: ReturnType<typeof announcedCodec.encode>) =>
    table.putNew({ pk: heardOf(auctionId), sk }, row, "done");
  return {
    /** Keeps who sells in an auction, as of when it was first heard. */
    announcedPut: (auctionId: string, row: Announced) => heardPut(auctionId, "announced", announcedCodec.encode(row)),
    /** Keeps the end of an auction. */
    endedPut: (auctionId: string, row: Ended) => heardPut(auctionId, "ended", endedCodec.encode(row)),
    /** Keeps a withdrawal, with the group as of when it was first heard. */
    withdrawnPut: (auctionId: string, factId: string, row: Withdrawn) =>
      heardPut(auctionId, `withdrawn#${factId}`, withdrawnCodec.encode(row)),
    /** Everything that was heard of an auction. */
    async heard(auctionId: string) {
      const key = (sk: string): Key => ({ pk: heardOf(auctionId), sk });
      const withdrawn: Withdrawn[] = [];
      const [announced, ended] = await Promise.all([
        table.read(key("announced"), announcedCodec.decode),
        table.read(key("ended"), endedCodec.decode),
      ]);
      for await (const each of table.all({ partition: heardOf(auctionId), prefix: "withdrawn#" }, withdrawnCodec.decode))
        withdrawn.push(each);
      return { announced, ended, withdrawn };
    },
    /** What a session is to later ones, with its version. */
    session: (market: Market, session: Pick<SessionSummary, "endedAt" | "auctionId">) =>
      table.read(sessionKey(market, session), sessionCodec.decode),
    /** The latest sessions of a market before one, the earliest first. */
    async sessionsBefore(market: Market, { endedAt, auctionId }: Pick<SessionSummary, "endedAt" | "auctionId">, most: number) {
      const query = { partition: sessionsOf(market), to: `${endedAt}#${auctionId}`, descending: true, limit: most + 1 };
      return (await others(table.all(query, sessionCodec.decode), auctionId, most)).reverse();
    },
    /** The next sessions of a market after one, the earliest first. */
    sessionsAfter: (market: Market, { endedAt, auctionId }: Pick<SessionSummary, "endedAt" | "auctionId">, most: number) =>
      others(
        table.all({ partition: sessionsOf(market), from: `${endedAt}#${auctionId}`, limit: most + 1 }, sessionCodec.decode),
        auctionId,
        most,
      ),
    /** Puts the next version of a session; `stale` if it has changed since it was read. */
    sessionPut: (market: Market, summary: SessionSummary, version: number): WriteFragment<never> =>
      table.putVersion(sessionKey(market, summary), sessionCodec.encode({ summary, version }), version),
    /** Whether two summaries are the same, as they are stored. */
    sameSession: (one: SessionSummary, other: SessionSummary): boolean =>
      canonicalJson(storedSummary(one)) === canonicalJson(storedSummary(other)),
    /** The screens of an auction. */
    screening: (auctionId: string) => table.read(screeningKey(auctionId), screeningCodec.decode),
    /** Puts the screens of an auction, with their copies in the lists of their areas. */
    screeningPuts(screening: Screening): WriteFragment<never>[] {
      const row = screeningCodec.encode(screening);
      const sk = `${screening.endedAt}#${screening.auctionId}`;
      const lists = [screening.area, ...areasAround(screening.area).filter((area) => area !== screening.area)].flatMap((area) => [
        screeningsOf(area, undefined),
        screeningsOf(area, screening),
      ]);
      return [table.put(screeningKey(screening.auctionId), row), ...lists.map((pk) => table.put({ pk, sk }, row))];
    },
    /** Screened auctions of an area, of one market where that is given, the latest first. */
    screenings: (area: string, market: Market | undefined, request: PageRequest) =>
      table.page({ partition: screeningsOf(area, market), descending: true, ...request }, screeningCodec.decode),
  };
}

/** The first sessions of a list but for one of them. A page of large ones is shorter than asked for, so pages are read until there are enough. */
async function others(
  sessions: AsyncIterable<{ readonly summary: SessionSummary }>,
  auctionId: string,
  most: number,
): Promise<SessionSummary[]> {
  const found: SessionSummary[] = [];
  for await (const { summary } of sessions) {
    if (summary.auctionId !== auctionId) found.push(summary);
    if (found.length === most) break;
  }
  return found;
}
