import * as z from "zod";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../../shared/kernel/fact.ts";
import { field } from "../../../../shared/kernel/fields.ts";
import { pageOf, pageQuery, reasonGiven } from "../../../../shared/kernel/schemas.ts";
import { ofBank, pledgePath, pledgeReaders, pledgingRefusals } from "../../pledges/endpoint-parts.ts";
import { changedPositions, pledgeParams, pledgeStated, positionOut, quantityOut } from "../../pledges/shapes.ts";
import { changeKind, changeParams, changeProposed, changeRead, changeStated } from "./shapes.ts";

const changePath = "/collateral/pledge-changes/{changeId}" as const;
/** Rules of pledging that added collateral and new terms have to keep. */
const ruleRefusals = [
  ...pledgingRefusals,
  "payer-unconfirmed",
  "pledgor-unknown",
  "date-in-future",
  "position-twice",
  "junior-consent-needed",
  "extension-not-later",
  "too-many-parts",
  "already-on-slice",
  "assignee-unknown",
  "not-behind",
] as const;

/** The endpoints of changes that others agree to. */
export const agreedEndpoints = {
  proposePledgeChange: endpoint({
    operationId: "proposePledgeChange",
    method: "POST",
    path: `${pledgePath}/changes`,
    summary:
      "Proposes a change of a registered pledge to whoever has to agree: the pledgor, the bank that takes over, or the bank that goes first.",
    ...ofBank,
    params: pledgeParams,
    body: changeProposed,
    creates: changePath,
    response: changeRead,
    refusals: ["wrong-state", ...ruleRefusals],
  }),
  agreePledgeChange: endpoint({
    operationId: "agreePledgeChange",
    method: "POST",
    path: `${changePath}/agreement`,
    summary: "Agrees to a change: every rule is checked again, and it is applied at once.",
    roles: ["enterprise", "bank"],
    secondPerson: { choice: "pledges" },
    params: changeParams,
    response: changeRead,
    refusals: ["wrong-state", "change-outdated", ...ruleRefusals],
  }),
  refusePledgeChange: endpoint({
    operationId: "refusePledgeChange",
    method: "POST",
    path: `${changePath}/refusal`,
    summary: "Refuses a change as who has to agree, or withdraws it as the bank that proposed it.",
    roles: ["enterprise", "bank"],
    params: changeParams,
    body: z.object({ reason: reasonGiven }),
    response: changeRead,
    refusals: ["wrong-state"],
  }),
  readPledgeChange: endpoint({
    operationId: "readPledgeChange",
    method: "GET",
    path: changePath,
    summary: "Reads a change: for the bank, the pledgor, who has to agree and the authorities of the area.",
    roles: pledgeReaders,
    params: changeParams,
    response: changeRead,
    refusals: [],
  }),
  listPledgeChanges: endpoint({
    operationId: "listPledgeChanges",
    method: "GET",
    path: `${pledgePath}/changes`,
    summary: "Lists changes of a pledge, newest first: for its bank, its pledgor and the authorities of its area.",
    roles: pledgeReaders,
    params: pledgeParams,
    query: pageQuery,
    response: pageOf(changeRead),
    refusals: [],
  }),
  listChangesToAnswer: endpoint({
    operationId: "listChangesToAnswer",
    method: "GET",
    path: "/collateral/pledge-changes",
    summary: "Lists changes that the caller has to agree to or answered, newest first.",
    roles: ["bank", "enterprise"],
    query: pageQuery,
    response: pageOf(changeRead),
    refusals: [],
  }),
} as const;

/** The facts of changes that others agree to. */
export const agreedFacts = {
  pledgeChangeProposed: factSchema(
    "pledge-change-proposed",
    1,
    z.object(changeStated),
    "A bank proposed a change of a pledge to whoever has to agree.",
  ),
  pledgeChangeRefused: factSchema(
    "pledge-change-refused",
    1,
    z.object({ ...changeStated, reason: field.reason }),
    "A change of a pledge was refused by either side.",
  ),
  pledgeChangeLapsed: factSchema("pledge-change-lapsed", 1, z.object(changeStated), "A change of a pledge was not answered in time."),
  pledgeChanged: factSchema(
    "pledge-changed",
    1,
    z.object({ ...pledgeStated, changeId: z.string().describe("Change"), kind: changeKind, changed: changedPositions }),
    "A change of a pledge was agreed and applied.",
  ),
  pledgeSubordinated: factSchema(
    "pledge-subordinated",
    1,
    z.object({
      ...changeStated,
      aheadNumber: z.string().describe("Registration that is paid before it"),
      positions: z.array(z.object({ ...positionOut, quantity: quantityOut })).describe("Where its order of payment changed"),
    }),
    "A bank agreed to be paid after another; ranks and numbers stay.",
  ),
} as const;
