import * as z from "zod";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { dayEndpoints } from "./contract-days.ts";
import { lineEndpoints } from "./contract-lines.ts";
import { refundEndpoints } from "./contract-refunds.ts";
import { bankDayShape, dayDefault, dayOfFact, houseOut, incoming, outgoing, refundOfFact, statement } from "./shapes.ts";

/** The endpoints of cash. */
export const cashEndpoints = { ...lineEndpoints, ...refundEndpoints, ...dayEndpoints } as const;

const { day } = bankDayShape.shape;
const { partyId: _member, ...ofHouse } = outgoing;
const { bankReference, bookingId, bankDay, creditedAt } = incoming;

/** The facts of cash; amounts are decimal strings in CNY. */
export const cashFacts = {
  cashReceived: factSchema("cash-received", 1, z.object(incoming), "Money that a member paid was booked to its cash."),
  cashSuspended: factSchema(
    "cash-suspended",
    1,
    z.object({ ...incoming, partyId: field.partyId.describe("Member it was meant for; empty if unknown") }),
    "Money of a payer who is not the member it is meant for was booked to suspense, to be assigned or returned.",
  ),
  suspenseAssigned: factSchema(
    "suspense-assigned",
    1,
    z.object({ ...incoming, reason: field.reason, documentNumber: field.documentNumber }),
    "Money in suspense was assigned to a member; it counts as credited when it reached the bank.",
  ),
  housePaidOut: factSchema(
    "house-paid-out",
    1,
    z.object({ ...ofHouse, house: houseOut }),
    "Proceeds or fees were paid out of a house account.",
  ),
  refundOrdered: factSchema(
    "refund-ordered",
    1,
    z.object({ ...refundOfFact, reason: field.reason }),
    "Money was ordered back to the bank account it came from; it is held until it is sent.",
  ),
  refundSent: factSchema("refund-sent", 1, z.object({ ...outgoing, ...refundOfFact }), "The bank sent a refund."),
  refundFailed: factSchema(
    "refund-failed",
    1,
    z.object({ ...refundOfFact, reason: field.reason }),
    "The bank did not send a refund; the money is available again.",
  ),
  refundReturned: factSchema(
    "refund-returned",
    1,
    z.object({ ...refundOfFact, bankReference, bookingId, bankDay, creditedAt, reason: field.reason }),
    "A sent refund came back; the money is available again.",
  ),
  bankDayClosed: factSchema(
    "bank-day-closed",
    1,
    z.object(dayOfFact),
    "A bank day was closed: its lines add up to the bank's balance, and no further one can be booked on it.",
  ),
  bankDayReopened: factSchema(
    "bank-day-reopened",
    1,
    z.object({
      day,
      throughDay: day.describe("Last of the days that are open again"),
      reason: field.reason,
      defaults: z.array(dayDefault).describe("Defaults that rested on these days, the earliest first; at most a hundred"),
      moreDefaults: z.boolean().describe("Whether there are more"),
    }),
    "A bank day and those after it were reopened for a late line; the defaults made meanwhile are named.",
  ),
  bankDayLeftOpen: factSchema(
    "bank-day-left-open",
    1,
    z.object({ day, closedThrough: day.describe("Last closed bank day; absent if none is").optional() }),
    "A bank day was not closed by the hour of the next working day: awards that are not paid can't be defaulted.",
  ),
  statementImported: factSchema(
    "statement-imported",
    1,
    statement.pick({ statementId: true, lines: true, sha256: true }),
    "A bank statement without errors was imported; each of its lines that is not booked yet is booked.",
  ),
};
