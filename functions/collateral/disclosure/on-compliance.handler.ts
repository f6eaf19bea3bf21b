import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { disclosureFunctions } from "./deployment.ts";
import { hearStanding, type StandingPorts } from "./standing.ts";
import { disclosureRows } from "./store.ts";

/** Keeps whether last year's discharges were covered, which the rules of pledging ask. */
export const handler = factsHandler(disclosureFunctions["collateral-on-compliance"], ({ dynamo, tables }) => {
  const ports: StandingPorts = { dynamo, own: disclosureRows(openTable(dynamo, tables.Collateral)) };
  return {
    "compliance-gap-found": (fact) => hearStanding(ports, fact),
    "compliance-gap-closed": (fact) => hearStanding(ports, fact),
    "compliance-gap-withdrawn": (fact) => hearStanding(ports, fact),
    "compliance-overdue": (fact) => hearStanding(ports, fact),
  };
});
