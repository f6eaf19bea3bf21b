import type { Call } from "../../../../shared/http/api-handler.ts";
import { plain } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { accept } from "../../../../shared/kernel/outcome.ts";
import { classesHeldAt } from "../disclosure-rules.ts";
import type { DisclosurePorts } from "../ports.ts";
import { disclosedKinds } from "../vocabulary.ts";
import type { readingEndpoints } from "./contract.ts";
import { disclosedPage, type Reach } from "./positions-of.ts";
import { type AskedUnderConsent, underConsent } from "./under-consent.ts";

type BankCall = Call<typeof readingEndpoints.readPledgeable>;
type Query = Call<typeof readingEndpoints.listOwnPledgeable>["query"];

/** Reads what a firm can pledge under its consent, as far as that covers it; nothing of the firm is read before the reading is recorded. */
export async function readPledgeable(ports: DisclosurePorts, call: BankCall) {
  const { caller, query } = call;
  const allowed = await underConsent(ports, caller, askedBy(call));
  if (!allowed.ok) return allowed;
  const { consent, at } = allowed.value;
  const owner = required(await ports.members.party(consent.partyId), "party that gave a consent");
  const { limit, cursor, stressPercent } = query;
  const reach = reachOf(query, consent.classes, consent.siteIds);
  const kinds = query.kind === undefined ? consent.kinds : [query.kind];
  return accept({ response: await disclosedPage(ports, owner, reach, { limit, cursor, kinds, stressPercent, at }) });
}

function askedBy({ endpoint, params, query }: BankCall): AskedUnderConsent {
  const { limit, cursor, class: instrumentClass, siteId, kind, stressPercent, purpose } = query;
  const asked = {
    limit: String(limit),
    ...(cursor !== undefined && { cursor }),
    ...(instrumentClass !== undefined && { class: instrumentClass }),
    ...(siteId !== undefined && { siteId }),
    ...(kind !== undefined && { kind }),
    ...(stressPercent && { stressPercent: plain(stressPercent) }),
  };
  return {
    ...{ operation: endpoint.operationId, consentId: params.consentId, class: instrumentClass, siteId, asked, purpose },
    ...(kind !== undefined && { kinds: [kind] }),
  };
}

function reachOf({ class: wanted, siteId }: Query, covered: readonly string[], siteIds?: readonly string[]): Reach {
  return {
    classes: wanted === undefined ? covered : [wanted],
    siteIds: siteId === undefined ? siteIds : [siteId],
    sitesOnly: siteId !== undefined,
  };
}

/** Reads what the caller's firm can pledge. */
export async function listOwnPledgeable(ports: DisclosurePorts, { caller, query }: Call<typeof readingEndpoints.listOwnPledgeable>) {
  const owner = required(await ports.members.party(caller.partyId), "party of the caller");
  const { limit, cursor, stressPercent } = query;
  const reach = reachOf(query, [...classesHeldAt("party"), ...classesHeldAt("site")]);
  const at = ports.clock.now();
  return accept({ response: await disclosedPage(ports, owner, reach, { limit, cursor, kinds: disclosedKinds, stressPercent, at }) });
}
