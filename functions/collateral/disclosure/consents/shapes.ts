import * as z from "zod";
import { areaCodeOut } from "../../../../shared/kernel/areas.ts";
import { expects } from "../../../../shared/kernel/expectations.ts";
import { dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import { component, id, plainDate, shortText, words } from "../../../../shared/kernel/schemas.ts";
import { disclosedKind, disclosedKindOut, pledgeableClass, pledgeableClassOut } from "../vocabulary.ts";
import { consentLifecycle, consentRequestLifecycle } from "./lifecycles.ts";

const some = expects("至少一项，不得重复", "at least one, each once");
function distinct(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}

/** A credit code that names another member. */
export const codeOfMember = z.string().min(1).max(40).describe("Unified social credit code, GB 32100-2015");
/** Why data is read, in the reader's words. */
export const purpose = shortText.describe("What it is read for; the firm sees it");

/** What is consented to, as input; the other side is named by its credit code. */
export const consentTerms = {
  kinds: z.array(disclosedKind).min(1).max(3).refine(distinct, { error: some }).describe("What may be read"),
  classes: z.array(pledgeableClass).min(1).max(10).refine(distinct, { error: some }).describe("Classes of instruments that may be read"),
  siteIds: z
    .array(id)
    .min(1)
    .max(50)
    .refine(distinct, { error: some })
    .optional()
    .describe("Named sites; all that the firm has at the time of a reading when absent"),
  from: plainDate.describe("First day"),
  until: plainDate.describe("Last day"),
  purpose,
} as const;

const terms = {
  partyId: field.partyId.describe("Firm whose data it is"),
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the firm"),
  bankId: field.partyId.describe("Bank"),
  bankName: field.partyName.describe("Name of the bank"),
  bankCode: field.creditCode,
  kinds: z.array(disclosedKindOut).describe("What may be read"),
  classes: z.array(pledgeableClassOut).describe("Classes of instruments"),
  siteIds: z.array(field.siteId).optional().describe("Named sites; absent for all"),
  from: dayOut("First day"),
  until: dayOut("Last day"),
  purpose: z.string().describe("What it is read for"),
} as const;

/** A request as facts state it. */
export const requestStated = { requestId: z.string().describe("Request"), ...terms } as const;
/** A consent as facts state it. */
export const consentStated = {
  consentId: z.string().describe("Consent"),
  requestId: z.string().optional().describe("Request that it answers"),
  ...terms,
} as const;

/** A bank's request for a consent. */
export const consentRequest = component("ConsentRequest", {
  ...requestStated,
  state: words("ConsentRequestState", consentRequestLifecycle.states, "Where the request stands"),
  requestedAt: instantOut("When the bank asked"),
  decidedAt: instantOut("When it was answered or withdrawn").optional(),
  reason: field.reason.optional(),
  consentId: z.string().optional().describe("Consent that was given"),
});
/** A consent. */
export const consent = component("Consent", {
  ...consentStated,
  state: words("ConsentState", consentLifecycle.states, "Whether it was revoked"),
  inForce: z.boolean().describe("Whether the bank may read under it now"),
  grantedAt: instantOut("When it was given"),
  revokedAt: instantOut("When it was revoked").optional(),
  reason: field.reason.optional(),
});
