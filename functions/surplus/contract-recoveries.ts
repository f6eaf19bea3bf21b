import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { decimalOut, documentReference, id, pageOf, positiveTonnes, reasonGiven } from "../../shared/kernel/schemas.ts";
import { reserveSourceOut } from "../../shared/permits/reserve-sources.ts";
import {
  byArea,
  heldPart,
  holder,
  ordered,
  payment,
  permitName,
  permitOfSite,
  readers,
  recovery,
  recoveryGround,
  recoveryWithWaiting,
  waitingOut,
} from "./shapes.ts";

const recoveredTotals = {
  recoveredTonnes: decimalOut.describe("Tonnes recovered, over all permits"),
  paidCny: field.cny.describe("Paid to the holder"),
};

/** The endpoints of recoveries. */
export const recoveryEndpoints = {
  recoverPermits: endpoint({
    operationId: "recoverPermits",
    method: "POST",
    path: "/surplus/recoveries",
    summary:
      "Orders the recovery of a site's permits, or of what an amount is cut by. It is carried out permit by permit; what is pledged or frozen is listed, and taken once it is free.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z
      .object({
        partyId: id,
        siteId: id,
        ground: recoveryGround,
        reason: reasonGiven,
        documentNumber: documentReference,
        paidPermits: z
          .array(permitName)
          .max(100)
          .describe(
            "Permits that the unit paid for, as the document finds; the others it got free of charge. What an allocation delivered for a fee has to be named",
          ),
        cut: z
          .object({ instrument: permitName, tonnes: positiveTonnes.describe("Tonnes by which the amount is cut") })
          .optional()
          .describe("The permit and tonnes of a cut; only for the ground `cut`"),
      })
      .refine(({ ground, cut }) => (ground === "cut") === (cut !== undefined), {
        path: ["cut"],
        error: message("仅核减（cut）须且才能注明排污权和吨数", "permit and tonnes are named for the ground `cut`, and for it only"),
      }),
    response: recoveryWithWaiting,
    refusals: [
      "recovery-open",
      "nothing-to-recover",
      "holder-has-no-such-permit",
      "cut-above-held",
      "permit-was-paid",
      "no-buy-back-price",
      "buy-back-fund-too-small",
      "fee-debt",
    ],
  }),
  readRecovery: endpoint({
    operationId: "readRecovery",
    method: "GET",
    path: "/surplus/recoveries/{recoveryId}",
    summary: "Reads a recovery with what it waits for now: enterprises see those of their sites, authorities those of their area.",
    roles: readers,
    params: z.object({ recoveryId: id }),
    response: recoveryWithWaiting,
    refusals: [],
  }),
  listRecoveries: endpoint({
    operationId: "listRecoveries",
    method: "GET",
    path: "/surplus/recoveries",
    summary: "Lists recoveries, newest first: enterprises see those of their sites, authorities those of their area, area by area.",
    roles: readers,
    query: byArea,
    response: pageOf(recovery),
    refusals: [],
  }),
} as const;

/** Facts about recoveries; quantities are decimal strings, names and numbers those of then. */
export const recoveryFacts = {
  recoveryOrdered: factSchema(
    "recovery-ordered",
    1,
    z.object({ ...ordered, waiting: waitingOut }),
    "The bureau ordered the recovery of a site's permits; what is pledged or frozen waits for its holder.",
  ),
  /** Its holds of the purposes `unpaid-fee` and `overdue-fee` end the instalments that they stood for. */
  permitsRecovered: factSchema(
    "permits-recovered",
    1,
    z.object({
      recoveryId: z.string().describe("Recovery"),
      ...holder,
      ...permitOfSite,
      ground: ordered.ground,
      documentNumber: field.documentNumber,
      source: reserveSourceOut,
      recoveredTonnes: decimalOut.describe("Tonnes that became quota of the reserve"),
      acquiredFree: z.boolean().describe("Whether the unit got the permit free of charge"),
      paidTonnes: decimalOut.describe("Those among them that were paid for: not what was free, nor what was held for unpaid fees"),
      payment: z.object(payment).optional().describe("What was paid; absent where nothing was"),
      holds: z.array(heldPart).describe("Holds that were taken with the permit, such as unpaid instalments and stored surplus"),
      waiting: waitingOut,
      blockReference: z
        .string()
        .describe("Reference of the quota that it became, never used again: pollutant, pool and addition to the reserve"),
    }),
    "A permit of a site was recovered, as far as it was free, in the entry that credited the reserve.",
  ),
  recoveryCompleted: factSchema(
    "recovery-completed",
    1,
    z.object({ ...ordered, ...recoveredTotals }),
    "A recovery was completed: nothing of what was ordered is left at the site.",
  ),
};
