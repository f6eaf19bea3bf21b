import type { Claim, MovingFacts } from "../../../shared/ledger/claims.ts";
import type { Item } from "../../../shared/store/client.ts";
import { allowancesFacts } from "./contract.ts";
import { allowanceLineCodec, allowanceLinePrefix, allowancePlanCodec } from "./rows.ts";

const moves = (tonnes: unknown): boolean => typeof tonnes === "string" && tonnes !== "0";

/** Facts of allowances that come with an entry under their id. What is pre-allocated moves by pages, whose entries are the only fact. */
export const movingAllowances: MovingFacts = {
  [allowancesFacts.allowancePlanApproved.factType]: () => true,
  [allowancesFacts.allowancePlanDrafted.factType]: ({ returnedTonnes }) => moves(returnedTonnes),
  [allowancesFacts.allowancePlanWithdrawn.factType]: ({ returnedTonnes }) => moves(returnedTonnes),
  [allowancesFacts.allowancesAllocated.factType]: ({ kind, tonnes }) => kind !== "pre" && moves(tonnes),
  [allowancesFacts.allowancesClawedBack.factType]: ({ taken }) => moves(taken),
  [allowancesFacts.allowancesCarriedOver.factType]: () => true,
  [allowancesFacts.allowancesExpired.factType]: () => true,
};

/** Kinds of causes of entries of allowances. */
export const allowanceCauses = {
  "allowance-plan-approved": "stated",
  "allowance-plan-drafted": "stated",
  "allowance-plan-withdrawn": "stated",
  "allowance-page": "alone",
  "allowances-allocated": "stated",
  "allowances-clawed-back": "stated",
  "allowances-carried-over": "stated",
  "allowances-expired": "stated",
} as const;

/** The accounts of a plan, from its first approval on, and the pages that issued the shares of its entities. */
export function allowanceClaimsOf(row: Item): readonly Claim[] {
  const [pk, sk] = [row.pk?.S ?? "", row.sk?.S ?? ""];
  if (!pk.startsWith("allowance-plan#")) return [];
  if (sk === "plan") return allowancePlanCodec.decode(row).accounts.map((account) => ({ is: "account", account }));
  const page = sk.startsWith(allowanceLinePrefix) ? allowanceLineCodec.decode(row).page : undefined;
  return page === undefined ? [] : [{ is: "cause", kind: "allowance-page", reference: page }];
}
