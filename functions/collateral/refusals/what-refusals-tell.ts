import type { Refusal } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import type { batchesEndpoints } from "../batches/contract.ts";
import type { agreedEndpoints } from "../changes/agreed/contract.ts";
import type { ReadKind } from "../disclosure/vocabulary.ts";
import type { pledgesEndpoints } from "../pledges/contract.ts";

type OfPledges = (typeof pledgesEndpoints)["draftPledge" | "registerPledge"]["refusals"][number];
type OfChanges = (typeof agreedEndpoints)["proposePledgeChange" | "agreePledgeChange"]["refusals"][number];
type OfBatches = (typeof batchesEndpoints)["importPledges"]["refusals"][number];
/** How a command on a firm's property ends: it is refused; or `kept`, every rule is kept, where that is told though nothing is done. */
type EndingCode = OfPledges | OfChanges | OfBatches | "kept";

/**
 * What each ending tells of the firm. A rule is asked only if those before it are kept, so that a refusal tells that of them as well. What tells
 * nothing depends on the request alone, or on the pledge that the bank has anyway.
 */
const toldBy: Readonly<Record<EndingCode, readonly ReadKind[]>> = {
  "exceeds-free": ["balances"],
  "slice-unknown": ["registrations"],
  frozen: ["registrations"],
  "being-enforced": ["registrations"],
  "senior-undisclosed": ["registrations"],
  "register-full": ["balances", "registrations"],
  "unpaid-fee": ["balances", "pledgeability"],
  excluded: ["balances", "pledgeability"],
  "payer-unconfirmed": ["balances", "pledgeability"],
  "junior-consent-needed": ["registrations"],
  "not-behind": ["registrations"],
  // Which of its rows tell what is said by how each of them ends.
  "batch-has-errors": ["balances", "pledgeability", "registrations"],
  kept: ["balances", "pledgeability", "registrations"],
  "not-pledgeable": [],
  "position-expired": [],
  "finer-than-unit": [],
  "ltv-exceeded": [],
  "term-reversed": [],
  "term-beyond-right": [],
  "term-too-long": [],
  "pledgor-unknown": [],
  "debtor-code-invalid": [],
  "date-in-future": [],
  "position-twice": [],
  "batch-imported": [],
  "wrong-state": [],
  "not-confirmed": [],
  "change-outdated": [],
  "extension-not-later": [],
  "too-many-parts": [],
  "already-on-slice": [],
  "assignee-unknown": [],
};
const kindsByCode = new Map<string, readonly ReadKind[]>(Object.entries(toldBy));

/** What an ending with this code tells of the firm; nothing where it is not one of the rules'. */
export function kindsToldBy(code: string): readonly ReadKind[] {
  return kindsByCode.get(code) ?? [];
}

/** How a command ended, as far as one firm is told: a refusal, or `kept`. */
export type Ending = Pick<Refusal, "code">;
/** Every rule was kept. */
export const kept: Ending = { code: "kept" };

/** Whether an ending tells something of a firm. */
export function tells({ code }: Ending): boolean {
  return kindsToldBy(code).length > 0;
}

/** An operation whose refusals tell something of a firm: on what ground that is recorded, and what the bank was doing. */
export interface TellingOperation {
  readonly basis: string;
  readonly purpose: string;
}
const change: TellingOperation = { basis: "change-refused", purpose: "变更质押 change of a pledge" };
/** Those operations. */
export const tellingOperations = {
  draftPledge: { basis: "draft-refused", purpose: "起草质押 draft of a pledge" },
  importPledges: { basis: "batch-refused", purpose: "批量起草质押 batch of drafts of pledges" },
  registerPledge: { basis: "registration-refused", purpose: "登记质押 registration of a pledge" },
  proposePledgeChange: change,
  agreePledgeChange: change,
} as const satisfies Readonly<Record<string, TellingOperation>>;

/** The ground where a command was not refused, and waits for a second person of the bank. */
export const waitingBasis = "second-person-awaited";
/** What a bank is told by that. */
export const keptInWords: Bilingual = { zh: "各项规则均符合", en: "Every rule is kept" };
