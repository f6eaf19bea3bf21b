import { compliance } from "../../functions/compliance/deployment.ts";
import { reactionsOf } from "../../functions/compliance/obligations/reactions.ts";
import { hearingPorts } from "../../functions/compliance/ports.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { Granted } from "./granted.ts";

const schemas = new Map(compliance.functions["compliance-on-fact"].facts.map((schema) => [schema.factType as string, schema]));

/** Lets compliance hear facts as its consumer does, those that it listens to. */
export function complianceEar(granted: Granted): (fact: Fact) => Promise<void> {
  const reactions = reactionsOf(hearingPorts(granted)) as Readonly<Record<string, (fact: Fact) => Promise<void>>>;
  return async (fact) => {
    const schema = schemas.get(fact.factType);
    if (schema) await reactions[fact.factType]?.({ ...fact, data: schema.data.parse(fact.data) });
  };
}
