import * as z from "zod";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWords, growingWordsOut, pathYear, words, yearMonth } from "../../shared/kernel/schemas.ts";
import { holdPurpose } from "../../shared/ledger/hold.ts";
import { offsetGroundOut } from "../../shared/permits/offset-grounds.ts";
import { pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";
import { reserveSourceOut } from "../../shared/permits/reserve-sources.ts";
import { notCountingReasons } from "./counting.ts";
import { permitsLifecycles } from "./lifecycles.ts";

/** Why a need may be certified (财税〔2015〕61号): only these increments are bought on the market. */
export const needKinds = ["new-project", "expansion-increment", "above-licensed-amount"] as const;
const needKindWords = ["NeedKind", needKinds, "Kind of increment"] as const;
/** Such a kind, as input. */
export const needKind = growingWords(...needKindWords);
const needKindOut = growingWordsOut(...needKindWords);
const needState = words("NeedState", permitsLifecycles.need.states, "State of the need");
const holdingState = growingWordsOut(
  "HoldingState",
  ["not-begun", "running", "expired"],
  "State of the permit by the clock: an expired one no longer counts or moves",
);

const notCountingReason = growingWordsOut("NotCountingReason", notCountingReasons, "Why a permit, or a part of it, does not count");

/** What a cap limits: a pollutant in a pool in a year. */
export const poolYear = { pool: poolIdOut, pollutant: pollutantCodeOut, year: pathYear };
/** A cap in its current state. */
export const cap = component("Cap", {
  ...poolYear,
  capTonnes: decimalOut.describe("Cap in tonnes a year"),
  headroomTonneMonths: decimalOut.describe("Capacity for new permits in tonne-months; zero when the cap is overdrawn"),
  deficitTonneMonths: decimalOut.describe("Tonne-months issued above the cap; zero when within the cap"),
  issuedTonneMonths: decimalOut.describe("Tonne-months used by permits in the year"),
  documentNumber: z.string().describe("Document of the last change"),
  setAt: instantOut("When it was set"),
});
/** Caps against issued and expiring permits by month, and against certified needs. */
export const runway = component("CapRunway", {
  pool: poolIdOut,
  pollutant: pollutantCodeOut,
  asOf: instantOut("When it was computed"),
  needTonnes: decimalOut.describe("Tonnes a year that projects of the pool may still buy now; needs have no date"),
  projects: count.describe("Number of those projects"),
  firstShortMonth: yearMonth
    .optional()
    .describe("First month whose free tonnes are less than the needs; absent where every month with a cap has room for them"),
  months: z
    .array(
      component("RunwayMonth", {
        month: yearMonth,
        capTonnes: decimalOut.optional().describe("Cap of the month's year in tonnes a year; absent when none is set"),
        issuedTonnes: decimalOut.describe("Permits whose term covers the month, held by sites, on sale or awarded"),
        retiredTonnes: decimalOut.describe("Permits of such terms that nobody holds any more: retired as offset, or after the term"),
        expiringTonnes: decimalOut.describe("The part of the issued tonnes whose last month it is"),
        freeTonnes: decimalOut.optional().describe("Cap less issued and retired; zero when the cap is passed, absent when none is set"),
        deficitTonnes: decimalOut.optional().describe("Issued and retired above the cap; zero within it, absent when none is set"),
      }),
    )
    .describe("The months in order"),
});
/** Quota added to a reserve. */
export const addition = component("ReserveAddition", {
  additionId: z.string().describe("Addition"),
  tonnes: field.tonnes,
  source: reserveSourceOut,
  documentNumber: field.documentNumber,
  renewalFactId: z.string().optional().describe("Fact of the renewal whose cut it is, where the permits had expired"),
  addedAt: instantOut("When it was added"),
});
/** What a project may buy, as certified. */
export const need = component("Need", {
  pollutant: pollutantCodeOut,
  project: field.project,
  projectName: z.string().describe("Name of the project as approved"),
  partyId: field.partyId,
  partyName: field.partyName.describe("Name of the member when the need was certified"),
  creditCode: field.creditCode,
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site when the need was certified"),
  licenceNumber: field.licenceNumber,
  area: areaCodeOut.describe("Area of the site"),
  pool: poolIdOut,
  poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
  kind: needKindOut,
  tonnes: decimalOut.describe("Tonnes a year that the project needs"),
  offsetRatio: decimalOut.describe("Tonnes to buy for each tonne needed"),
  offsetGround: offsetGroundOut,
  tonnesToBuy: decimalOut.describe("Need times ratio: what may be bought, in the tonnes that bids use"),
  letterNumber: z.string().describe("Number of the letter of certification"),
  letterDate: dayOut("Day of the letter"),
  eiaNumber: z.string().describe("Number of the decision on the environmental impact assessment"),
  state: needState,
  reason: z.string().optional().describe("Why it was withdrawn"),
  certifiedAt: instantOut("When it was certified"),
});
/** A need with what is left of it. */
export const needUse = need
  .extend({
    availableTonnes: decimalOut.describe("Part of the tonnes to buy that is free to enrol with"),
    heldTonnes: decimalOut.describe("Held by enrolments"),
    usedTonnes: decimalOut.describe("Bought, or withdrawn"),
  })
  .meta({ id: "NeedUse" });
/** A site and the party that owns it. */
export const siteHolder = component("SiteHolder", { siteId: field.siteId, partyId: field.partyId, area: areaCodeOut });
/** Who held a site, and under which licence. */
export const siteOwner = z.object({
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  siteName: z.string().describe("Name of the site"),
  licenceNumber: field.licenceNumber,
});
/** A permit of a site. */
export const holding = component("Holding", {
  instrument: field.instrument,
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  firstMonth: yearMonth.describe("First month of the term"),
  lastMonth: yearMonth.describe("Last month of the term, included"),
  availableTonnes: decimalOut.describe("Free to use, in tonnes a year"),
  heldTonnes: decimalOut.describe("Pledged, frozen or held for another reason"),
  heldFor: z
    .array(z.object({ purpose: holdPurpose, tonnes: decimalOut.describe("Tonnes that are held for it") }))
    .describe("What the held tonnes are held for; empty where nothing is held"),
  state: holdingState,
  recordedTonnes: decimalOut.describe("Tonnes in the site's discharge licence; zero where it is not recorded"),
  countingTonnes: decimalOut.describe(
    "Tonnes that cover emissions now: while it runs and the licence is in force, what the site holds without overdue and stored parts, but no more than is recorded",
  ),
  notCounting: z.array(notCountingReason).describe("Why it, or a part of it, does not count; empty where all of it does"),
});
