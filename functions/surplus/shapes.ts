import * as z from "zod";
import { areaCode, areaCodeOut } from "../../shared/kernel/areas.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, count, decimalOut, growingWords, growingWordsOut, pageQuery, words, yearMonth } from "../../shared/kernel/schemas.ts";
import { holdPurpose } from "../../shared/ledger/hold.ts";
import { instrumentName } from "../../shared/ledger/instrument.ts";
import { pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";
import { surplusLifecycles } from "./lifecycles.ts";

/** What reduced the emissions of a site. */
export const measureKinds = ["process-change", "cleaner-production", "treatment", "capacity-cut", "line-closure"] as const;
const measureKindWords = ["MeasureKind", measureKinds, "What reduced the emissions"] as const;
/** Such a kind, as input. */
export const measureKind = growingWords(...measureKindWords);
/** Who paid for a measure. */
export const payers = ["enterprise", "government"] as const;
/** Who paid for a measure, as input and output. */
export const paidBy = words("ReductionPayer", payers, "Who paid: what the government paid for goes to the reserve");
/** Why permits are recovered. */
export const recoveryGrounds = ["closure", "bankruptcy", "relocation", "ban", "cut"] as const;
const recoveryGroundWords = [
  "RecoveryGround",
  recoveryGrounds,
  "Why permits are recovered; `cut`: the amount allocated at first was cut, which names permit and tonnes",
] as const;
/** Such a ground, as input. */
export const recoveryGround = growingWords(...recoveryGroundWords);
/** What an open recovery waits for beside holds. */
export const recoveryBlocks = ["fund", "price", "debt"] as const;

/** The holder of a site with its names and numbers as of then. */
export const holder = {
  partyId: field.partyId,
  partyName: field.partyName.describe("Name of the member as of then"),
  creditCode: field.creditCode,
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site as of then"),
  licenceNumber: field.licenceNumber,
  area: areaCodeOut.describe("Area of the site"),
};
/** A permit and the parts of its name. */
export const permitOfSite = {
  instrument: field.instrument,
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
  firstMonth: yearMonth.describe("First month of the term"),
  lastMonth: yearMonth.describe("Last month of the term, included"),
};
const certificateId = z.string().describe("Certificate of a reduction");
const storageId = z.string().describe("Stored surplus; the hold of its tonnes has the same id");

/** A reduction as the bureau certified it. */
export const certified = {
  certificateId,
  ...holder,
  ...permitOfSite,
  kind: growingWordsOut(...measureKindWords),
  measure: z.string().describe("The measure in words"),
  tonnes: decimalOut.describe("Certified tonnes a year that the site does not need any more"),
  startMonth: yearMonth.describe("First month of the reduction"),
  paidBy,
  documentNumber: field.documentNumber,
};
/** A certificate in its current state. */
export const certificate = component("SurplusCertificate", {
  ...certified,
  openTonnes: decimalOut.describe("Certified tonnes that are not stored, and that the certificate still covers"),
  state: words(
    "CertificateState",
    surplusLifecycles.certificate.states,
    "certified; returned: paid by government, its tonnes went to the reserve; withdrawn: covers nothing any more",
  ),
  reason: z.string().optional().describe("Why it was withdrawn"),
  certifiedAt: instantOut("When it was certified"),
});

/** Surplus that was put into storage. */
export const storedSurplus = {
  storageId,
  certificateId,
  ...holder,
  ...permitOfSite,
  tonnes: decimalOut.describe("Tonnes that were stored"),
};
const storageState = words(
  "StorageState",
  surplusLifecycles.storage.states,
  "stored; bought-back: all of it; taken-out by its holder; ended by the bureau; recovered; expired with its term",
);
/** Stored surplus in its current state. */
export const storage = component("StoredSurplus", {
  ...storedSurplus,
  remainingTonnes: decimalOut.describe("Tonnes that are still stored: they don't count, and keep their term"),
  state: storageState,
  reason: z.string().optional().describe("Why the bureau ended it"),
  documentNumber: field.documentNumber.optional(),
  storedAt: instantOut("When it was stored"),
  endedAt: instantOut("When nothing of it was stored any more").optional(),
});
/** How stored surplus ended, in facts. */
export const storageEnding = growingWordsOut("StorageEnding", ["taken-out", "ended", "expired"], "How the storage ended");

/** What a buy-back price is: a row of data with its source. */
export const priceFields = {
  pool: poolIdOut,
  pollutant: pollutantCodeOut,
  poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
  version: count.describe("Version; the highest is the standing price"),
  priceCnyPerTonneYear: decimalOut.describe("CNY for a tonne and year of the remaining term"),
  source: z.string().describe("Where the price comes from"),
  documentNumber: field.documentNumber,
};
/** A version of a buy-back price. */
export const buyBackPrice = component("BuyBackPrice", { ...priceFields, publishedAt: instantOut("When it was published") });
/** What is paid for permits that the government takes back, and how it was computed. */
export const payment = {
  months: count.describe("Months of the term that had not begun"),
  priceVersion: count.describe("Version of the standing price"),
  priceCnyPerTonneYear: decimalOut.describe("CNY for a tonne and year of the remaining term"),
  amount: field.cny.describe("Price x tonnes x months / 12, half up to the fen"),
};
/** A buy-back as its holder agreed to it. */
export const buyBack = component("BuyBack", {
  storageId,
  tonnes: decimalOut.describe("Tonnes that were bought back"),
  remainingTonnes: decimalOut.describe("Tonnes that are still stored"),
  ...payment,
});
/** The fund that pays for buy-backs. */
export const buyBackFund = component("BuyBackFund", { availableCny: field.cny.describe("What buy-backs can be paid from") });
/** Money put into the fund. */
export const funding = component("BuyBackFunding", {
  fundingId: z.string().describe("Funding"),
  amount: field.cny,
  documentNumber: field.documentNumber,
});

/** A hold on permits of a recovered site. */
export const heldPart = z.object({
  holdId: z.string().describe("Hold"),
  instrument: field.instrument,
  purpose: holdPurpose,
  tonnes: decimalOut.describe("Tonnes of the hold"),
  beneficiary: z.string().optional().describe("Member that benefits from the hold, such as a pledgee"),
});
const recoveryId = z.string().describe("Recovery");
/** A recovery as the bureau ordered it. */
export const ordered = {
  recoveryId,
  ...holder,
  ground: growingWordsOut(...recoveryGroundWords),
  reason: field.reason,
  documentNumber: field.documentNumber,
  paidPermits: z
    .array(field.instrument)
    .describe("Permits that the unit paid for, which are paid at the standing price; the others it got free of charge"),
  cut: z
    .object({ instrument: field.instrument, tonnes: decimalOut.describe("Tonnes by which the amount is cut") })
    .optional()
    .describe("The permit and the tonnes of a cut; absent where all permits of the site are recovered"),
};
/** A recovery in its current state. */
export const recovery = component("Recovery", {
  ...ordered,
  recoveredTonnes: decimalOut.describe("Tonnes recovered so far, over all permits"),
  paidCny: field.cny.describe("Paid to the holder so far"),
  state: words("RecoveryState", surplusLifecycles.recovery.states, "open: going on, or waiting for what is listed; completed"),
  blocked: growingWordsOut(
    "RecoveryBlock",
    recoveryBlocks,
    "What it waits for beside holds: money in the fund, a price, or the use fee that the site owes",
  ).optional(),
  orderedAt: instantOut("When it was ordered"),
  completedAt: instantOut("When it was completed").optional(),
});
const waiting = z
  .array(heldPart)
  .describe("Pledged, frozen and otherwise held parts: each waits for its holder, and is taken once it is free");
/** A recovery with what waits now. */
export const recoveryWithWaiting = recovery.extend({ waiting }).meta({ id: "RecoveryWithWaiting" });
/** Holds that a recovery waits for, in facts. */
export const waitingOut = waiting;

/** A list by area: of the caller's whole area by default. */
export const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});
/** The name of a permit, as input. */
export const permitName = instrumentName.refine(
  (name) => name.startsWith("permit/"),
  message("须为排污权，例如 permit/SO2/ezhou/2026-12/2031-11", "a permit, for example permit/SO2/ezhou/2026-12/2031-11"),
);
/** Who reads certificates, storages, prices and recoveries. */
export const readers = ["enterprise", "regulator", "district", "operator"] as const;
