import type { FactsFunction } from "../../../shared/deployment/context.ts";
import { table } from "../../../shared/deployment/grants.ts";
import { complianceFacts } from "../../compliance/contract.ts";
import { pledgeableKeys } from "../asset-kinds.ts";
import { tellingGrant } from "../refusals/deployment.ts";

/** What looking for exclusions reads: whoever pledges does, too. */
export const exclusionGrants = [
  table("Collateral", ["Query"], ["standing#*", "accidents#*"]),
  table("Ledger", ["Query"], ["cash#party:*"]),
  table("Allocations", ["BatchGetItem"], ["debt#*"]),
] as const;

/** What reading under a consent needs: the consent, and the log. */
export const underConsentGrants = [table("Collateral", ["GetItem", "ConditionCheckItem"], ["consent#*"]), tellingGrant] as const;

/** What the API function that serves disclosure may do for them, beyond what all API functions of collateral may. */
export const disclosureGrants = [
  ...exclusionGrants,
  table("Collateral", ["BatchGetItem"], ["register#*"]),
  table("Collateral", ["Query"], ["prices#*"]),
  ...underConsentGrants,
  table("Collateral", ["PutItem"], ["consent#*"]),
  table("Collateral", ["GetItem", "PutItem"], ["consent-request#*", "accident#*"]),
  table("Collateral", ["PutItem", "DeleteItem"], ["accidents#*"]),
  table("Readings", ["Query"], ["readings*"]),
  // Whose a credit code is, and which sites a firm has.
  table("Parties", ["GetItem"], ["code#*"]),
  table("Parties", ["Query"], ["party#*"]),
  table("Licences", ["BatchGetItem"], ["records#*"]),
  table("Ledger", ["Query"], pledgeableKeys),
] as const;

const onCompliance = {
  kind: "facts",
  handler: "functions/collateral/disclosure/on-compliance.handler.ts",
  facts: [complianceFacts.gapFound, complianceFacts.gapClosed, complianceFacts.gapWithdrawn, complianceFacts.obligationOverdue],
  impact: "Permits of sites that discharged more than they held can be pledged, or those of sites that did not can't",
  grants: [table("Collateral", ["PutItem"], ["standing#*"])],
} as const satisfies FactsFunction;

/** Consumers and jobs of disclosure. */
export const disclosureFunctions = { "collateral-on-compliance": onCompliance } as const;
