import { city } from "../../../shared/kernel/areas.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import type { ReadingCaller } from "../../../shared/members/reader.ts";
import type { Reading } from "../../../shared/members/readings.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import { chosenOf } from "../readings/chosen.ts";
import type { OthersData, Why } from "../readings/record-reading.ts";
import type { FigureRange } from "./figures.ts";
import type { RangeRefusal } from "./problems.ts";
import { disagreement, impossibleFigures, impossibleRange, withoutIndex } from "./range-rules.ts";
import type { Selection } from "./rows.ts";
import type { RecordRange, TradeReader } from "./store.ts";

/** Dependencies of checking what a caller asks of trade records. */
export interface RangePorts {
  readonly clock: Clock;
  readonly members: Pick<MemberReader, "party">;
  readonly trades: Pick<TradeReader, "knows">;
}

/** What trade records are selected by, as `tradeSelection` describes it; more members than these are left out. */
export interface AskedRange extends Why {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  readonly area?: string | undefined;
  readonly partyId?: string | undefined;
  readonly instrument?: string | undefined;
  readonly pollutant?: string | undefined;
  readonly kind?: string | undefined;
  readonly auctionId?: string | undefined;
  /** Ranges of price or quantity. */
  readonly figures?: readonly FigureRange[] | undefined;
  /** Newest first when absent. */
  readonly order?: "newest" | "oldest" | undefined;
}

/** How it is asked. */
export interface AskedBy {
  readonly operation: string;
  /** Whether a list must have rows for the values together (`indexed`), or a job reads more and leaves out what does not fit (`any`). */
  readonly combinations: "indexed" | "any";
}

/** A range that the caller may read, and what has to be recorded before it is answered. */
export interface AuthorizedRange {
  /** Its selection has every value that was asked for; with combinations that have to be indexed, at most two, and one figure. */
  readonly range: RecordRange;
  /** Ranges of figures, where any combination may be asked for; with indexed ones it is in the range itself. */
  readonly figures: readonly FigureRange[];
  /** The data of others that it may show, for `recordReading`, `pageOfReading` or `readingFor`; undefined where all of it is the caller's own. */
  readonly others: OthersData | undefined;
}

/**
 * The one place that says which trade records a caller may read: authorities those of their area, the operator all, everybody else its own.
 * It also checks range, instrument and combination, and reads nothing of what they find. The answer may only be given once `others` is
 * recorded.
 */
export async function authorizedRange(
  { clock, members, trades }: RangePorts,
  caller: ScopedCaller & ReadingCaller,
  query: AskedRange,
  { operation, combinations }: AskedBy,
): Promise<Outcome<AuthorizedRange, RangeRefusal | NotFound>> {
  const whose = await dataOf(members, caller, query);
  if (whose === undefined) return refuse({ code: "not-found" });
  const { from, before, instrument, order = "newest", figures = [], purpose, investigation } = query;
  const impossible = impossibleRange(query, clock.now()) ?? impossibleFigures(figures) ?? disagreement(query);
  if (impossible) return refuse(impossible);
  const selection = selectionOf(query, whose.partyId);
  const asked = combinations === "indexed" ? withoutIndex(selection, query, query.order, figures) : undefined;
  if (asked) return refuse({ code: "combination-unsupported", asked });
  if (instrument !== undefined && !(await trades.knows(instrument))) return refuse({ code: "instrument-unknown", instrument });
  const [figure] = figures;
  const range = {
    area: whose.area,
    selection,
    from,
    before,
    descending: order === "newest",
    ...(combinations === "indexed" && { figure }),
  };
  const { ofOthers: of } = whose;
  const others = of && { operation, ...of, kinds: ["trade-records"], asked: chosen(query), purpose, investigation };
  return accept({ range, figures, others });
}

/** Whose data a query asks for. */
interface Whose {
  readonly area: string;
  readonly partyId: string | undefined;
  /** Party and area of others that it may show. */
  readonly ofOthers: Pick<OthersData, "partyId" | "area"> | undefined;
}

/** Whose data is asked for; undefined where the caller may not see it, or there is no such party. */
async function dataOf(members: RangePorts["members"], caller: ScopedCaller, { area, partyId }: AskedRange): Promise<Whose | undefined> {
  const scope = scopeOf(caller);
  if (scope.area === undefined) {
    const own = partyId === undefined || partyId === caller.partyId;
    return own ? { area: area ?? city, partyId: caller.partyId, ofOthers: undefined } : undefined;
  }
  const listed = scope.areaToList(area);
  if (listed === undefined) return undefined;
  if (partyId === undefined) return { area: listed, partyId, ofOthers: { area: listed } };
  if (partyId === caller.partyId) return { area: listed, partyId, ofOthers: undefined };
  const party = await members.party(partyId);
  return party && { area: listed, partyId, ofOthers: { partyId, area: party.area } };
}

/** The values to find records by; an instrument says its pollutant itself. */
function selectionOf({ auctionId: auction, instrument, kind, pollutant }: AskedRange, party: string | undefined): Selection {
  return { auction, instrument, kind, party, pollutant: instrument === undefined ? pollutant : undefined };
}

/** Everything that the reader chose, as the log says it. */
function chosen({ purpose: _purpose, investigation: _investigation, figures = [], ...rest }: AskedRange): Reading["asked"] {
  const { from, before, area, partyId, instrument, pollutant, kind, auctionId, order } = rest;
  const ranges = figures.map(({ of, least, most }) => [of, `${least ? plain(least) : ""}..${most ? plain(most) : ""}`] as const);
  return { ...chosenOf({ from, before, area, partyId, instrument, pollutant, kind, auctionId, order }), ...Object.fromEntries(ranges) };
}
