import * as z from "zod";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { component, decimalOut } from "../../shared/kernel/schemas.ts";

/** What a cap limits: a pollutant in a pool in a year. */
export const poolYear = { pool: field.pool, pollutant: field.pollutant, year: z.string().describe("Calendar year, YYYY") };
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
/** Quota added to a reserve. */
export const addition = component("ReserveAddition", {
  additionId: z.string().describe("Addition"),
  tonnes: field.tonnes,
  source: z.string().describe("Source of the quota"),
  documentNumber: field.documentNumber,
  addedAt: instantOut("When it was added"),
});
/** What a project may buy, as certified. */
export const need = component("Need", {
  pollutant: field.pollutant,
  project: field.project,
  projectName: z.string().describe("Name of the project as approved"),
  partyId: field.partyId,
  partyName: field.partyName.describe("Name of the member when the need was certified"),
  creditCode: field.creditCode,
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site when the need was certified"),
  licenceNumber: field.licenceNumber,
  area: field.area.describe("Area of the site"),
  pool: field.pool,
  poolArea: field.area.describe("Area of the regulators responsible for the pool"),
  kind: z.string().describe("new-project, expansion-increment or above-licensed-amount"),
  tonnes: decimalOut.describe("Tonnes a year that the project needs"),
  offsetRatio: decimalOut.describe("Tonnes to buy for each tonne needed"),
  offsetGround: z.string().describe("Ground of the ratio, for example `air-quality-missed`"),
  tonnesToBuy: decimalOut.describe("Need times ratio: what may be bought, in the tonnes that bids use"),
  letterNumber: z.string().describe("Number of the letter of certification"),
  letterDate: z.string().describe("Day of the letter, YYYY-MM-DD"),
  eiaNumber: z.string().describe("Number of the decision on the environmental impact assessment"),
  state: z.string().describe("certified or withdrawn"),
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
export const siteHolder = component("SiteHolder", { siteId: field.siteId, partyId: field.partyId, area: field.area });
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
  pollutant: field.pollutant,
  pool: field.pool,
  firstMonth: z.string().describe("First month of the term"),
  lastMonth: z.string().describe("Last month of the term, included"),
  availableTonnes: decimalOut.describe("Free to use, in tonnes a year"),
  heldTonnes: decimalOut.describe("Pledged, frozen or held for another reason"),
  state: z.string().describe("By the clock: not-begun, running or expired; an expired permit no longer counts or moves"),
  countingTonnes: decimalOut.describe("Tonnes that cover emissions now: all while running, else zero"),
});
