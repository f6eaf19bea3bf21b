import { type ApiFunction, defineApiFunction, defineContext } from "../../shared/deployment/context.ts";
import { commandsAndFacts, index, readMembers, table } from "../../shared/deployment/grants.ts";
import { dueIndex, listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { pledgeableKeys } from "./asset-kinds.ts";
import { batchesFunctions, batchesGrants } from "./batches/deployment.ts";
import { changesFunctions, changesGrants } from "./changes/deployment.ts";
import {
  changesApiEndpoints,
  collateralEndpoints,
  collateralFacts,
  courtsApiEndpoints,
  disclosureApiEndpoints,
  pledgesApiEndpoints,
  searchApiEndpoints,
} from "./contract.ts";
import { coverageFunctions, coverageGrants } from "./coverage/deployment.ts";
import { disclosureFunctions, disclosureGrants, exclusionGrants, underConsentGrants } from "./disclosure/deployment.ts";
import { enforcementFunctions, enforcementGrants } from "./enforcement/deployment.ts";
import { filingFunctions, filingGrants } from "./filing/deployment.ts";
import { freezesFunctions, freezesGrants } from "./freezes/deployment.ts";
import { incomeFunctions, incomeGrants } from "./income/deployment.ts";
import { collateralLifecycles } from "./lifecycles.ts";
import { collateralNotices } from "./notices.ts";
import { pledgesFunctions, pledgesGrants } from "./pledges/deployment.ts";
import { collateralProblems } from "./problems.ts";
import { searchableGrant, searchFunctions, searchGrants } from "./search/deployment.ts";

const requests = { table: "Collateral" } as const;
const tables = {
  Collateral: { streamed: true, indexes: [listingIndex, secondListingIndex, dueIndex] },
  // Who read another party's data: a log, of which nothing is told.
  Readings: { streamed: false, indexes: [] },
} as const;

/** What every API function of collateral may do. */
const common = [readMembers, ...commandsAndFacts("Collateral"), index("Collateral", listingIndex)] as const;

/** What changing registers and pledges takes: whoever registers, freezes or enforces does. */
const registering = [
  index("Collateral", secondListingIndex),
  table("Collateral", ["GetItem", "BatchGetItem", "PutItem"], ["register#*"]),
  table("Collateral", ["GetItem", "PutItem"], ["pledge#*"]),
  table("Collateral", ["PutItem"], ["book#*", "encumbered#*", "pledge-versions#*"]),
  table("Ledger", ["GetItem", "BatchGetItem", "UpdateItem", "PutItem"], pledgeableKeys),
  table("Ledger", ["PutItem"], ["fact#*"]),
  // Whose site an account is of.
  table("Parties", ["GetItem"], ["site#*"]),
  searchableGrant,
] as const;

const pledges = {
  kind: "api",
  handler: "functions/collateral/api.handler.ts",
  endpoints: pledgesApiEndpoints,
  requests: { ...requests, path: "/collateral/requests" },
  impact: "Banks cannot register pledges, and pledgors cannot confirm them",
  grants: [...common, ...registering, ...exclusionGrants, ...underConsentGrants, ...pledgesGrants, ...filingGrants, ...batchesGrants],
} as const satisfies ApiFunction;

const changes = {
  kind: "api",
  handler: "functions/collateral/api-changes.handler.ts",
  endpoints: changesApiEndpoints,
  requests: { ...requests, name: "PledgeChange", path: "/collateral/changes/requests" },
  impact: "Pledges cannot be extended, assigned or objected to, and judgments do not revoke them",
  grants: [...common, ...registering, ...exclusionGrants, ...changesGrants],
} as const satisfies ApiFunction;

const courts = {
  kind: "api",
  handler: "functions/collateral/api-courts.handler.ts",
  endpoints: courtsApiEndpoints,
  requests: { ...requests, name: "Freeze", path: "/collateral/freezes/requests" },
  impact: "Orders of courts are not entered, and pledges cannot be enforced",
  grants: [...common, ...registering, ...freezesGrants, ...enforcementGrants],
} as const satisfies ApiFunction;

const search = {
  kind: "api",
  handler: "functions/collateral/api-search.handler.ts",
  endpoints: searchApiEndpoints,
  impact: "Nobody can search the register or get a certificate, and banks don't see how they are covered",
  grants: [...common, ...searchGrants, ...coverageGrants],
} as const satisfies ApiFunction;

// Apart from searches, because the policy of a role has only so many characters; and it changes no register.
const disclosure = {
  kind: "api",
  handler: "functions/collateral/api-disclosure.handler.ts",
  endpoints: disclosureApiEndpoints,
  requests: { ...requests, name: "Disclosure", path: "/collateral/disclosure/requests" },
  impact: "Banks don't see what a firm can pledge, firms can't revoke a consent, and income rights are not registered",
  grants: [...common, index("Collateral", secondListingIndex), ...disclosureGrants, ...incomeGrants],
} as const satisfies ApiFunction;

/** The API functions, each alone: a bundle has nothing of the others. */
export const pledgesFunction = defineApiFunction(tables, "collateral-api", pledges);
export const changesFunction = defineApiFunction(tables, "collateral-changes-api", changes);
export const courtsFunction = defineApiFunction(tables, "collateral-courts-api", courts);
export const searchFunction = defineApiFunction(tables, "collateral-search-api", search);
export const disclosureFunction = defineApiFunction(tables, "collateral-disclosure-api", disclosure);

/** Pledges and freezes of whatever stands in the ledger: who has what on a position, in which order, and what it covers. */
export const collateral = defineContext({
  name: "collateral",
  description: "质押登记：质押、司法冻结、覆盖率、查询与证明 Collateral: pledges, court freezes, coverage, searches and certificates.",
  endpoints: collateralEndpoints,
  problems: collateralProblems,
  facts: collateralFacts,
  lifecycles: collateralLifecycles,
  notices: collateralNotices,
  tables,
  functions: {
    "collateral-api": pledges,
    "collateral-changes-api": changes,
    "collateral-courts-api": courts,
    "collateral-search-api": search,
    "collateral-disclosure-api": disclosure,
    ...pledgesFunctions,
    ...changesFunctions,
    ...filingFunctions,
    ...batchesFunctions,
    ...freezesFunctions,
    ...enforcementFunctions,
    ...coverageFunctions,
    ...disclosureFunctions,
    ...incomeFunctions,
    ...searchFunctions,
  },
});
