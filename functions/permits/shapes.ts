import * as z from "zod";
import { decimalOut } from "../../shared/kernel/schemas.ts";

/** A cap as it stands. */
export const cap = z.object({
  pool: z.string(),
  pollutant: z.string(),
  year: z.string(),
  capTonnes: decimalOut.describe("Cap in tonnes a year"),
  headroomTonneMonths: decimalOut.describe("Room for new permits in tonne-months; zero when the cap is overdrawn"),
  deficitTonneMonths: decimalOut.describe("Tonne-months issued above the cap; zero when it is kept"),
  issuedTonneMonths: decimalOut.describe("Tonne-months that permits take in the year"),
  documentNumber: z.string().describe("Document of the last change"),
  setAt: z.string(),
});
/** Quota added to a reserve. */
export const addition = z.object({
  additionId: z.string(),
  tonnes: decimalOut,
  source: z.string(),
  documentNumber: z.string(),
  addedAt: z.string(),
});
/** What a project may buy, as certified. */
export const need = z.object({
  pollutant: z.string(),
  project: z.string(),
  projectName: z.string(),
  partyId: z.string(),
  siteId: z.string(),
  area: z.string(),
  pool: z.string(),
  kind: z.string(),
  tonnes: decimalOut.describe("Tonnes a year that the project needs"),
  offsetRatio: decimalOut.describe("Tonnes to buy for each tonne needed"),
  tonnesToBuy: decimalOut.describe("Need times ratio: what may be bought; bids count these tonnes"),
  letterNumber: z.string(),
  letterDate: z.string(),
  state: z.string().describe("certified or withdrawn"),
  reason: z.string().optional().describe("Why it was withdrawn"),
  certifiedAt: z.string(),
});
/** A need with what is left of it. */
export const needUse = need.extend({
  availableTonnes: decimalOut.describe("Of the tonnes to buy: free to enrol with"),
  heldTonnes: decimalOut.describe("Held by enrolments"),
  usedTonnes: decimalOut.describe("Bought, or withdrawn"),
});
/** Whose a site is. */
export const siteHolder = z.object({ siteId: z.string(), partyId: z.string(), area: z.string() });
/** A permit of a site. */
export const holding = z.object({
  instrument: z.string(),
  pollutant: z.string(),
  pool: z.string(),
  firstMonth: z.string(),
  lastMonth: z.string().describe("Last month of the term, included"),
  availableTonnes: decimalOut,
  heldTonnes: decimalOut.describe("Pledged, frozen or otherwise set aside"),
  state: z.string().describe("By the clock: not-begun, running or expired; an expired permit counts and moves no more"),
  countingTonnes: decimalOut.describe("What covers emission now: all of it while running, else zero"),
});
