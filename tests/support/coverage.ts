import { coverageHears } from "../../functions/collateral/coverage/contract-heard.ts";
import { type CoveragePorts, coveragePorts } from "../../functions/collateral/coverage/ports.ts";
import { reactionsOf } from "../../functions/collateral/coverage/reactions.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { Granted } from "./granted.ts";

const schemas = new Map(coverageHears.map((schema) => [schema.factType, schema]));

/** Lets coverage hear facts as its consumer does, those that it listens to. */
export function coverageEar(granted: Granted, ports: CoveragePorts = coveragePorts(granted)): (fact: Fact) => Promise<void> {
  const reactions = reactionsOf(ports);
  return async (fact) => {
    const schema = schemas.get(fact.factType);
    if (schema) await reactions[fact.factType]?.({ ...fact, data: schema.data.parse(fact.data) });
  };
}
