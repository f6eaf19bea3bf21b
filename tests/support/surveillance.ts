import { screeningPorts } from "../../functions/surveillance/ports.ts";
import { heardOfAuctions } from "../../functions/surveillance/screens/contract-heard.ts";
import { reactionsOf } from "../../functions/surveillance/screens/hear-auction.ts";
import { heardActs } from "../../functions/surveillance/supervision/contract-heard.ts";
import { hearAct } from "../../functions/surveillance/supervision/hear-act.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { openTable } from "../../shared/store/table.ts";
import { actsIn } from "../../shared/supervision/acts.ts";
import type { Granted } from "./granted.ts";

/** Lets surveillance hear facts as its two consumers do, those that each listens to. */
export function surveillanceEar(granted: Granted): (fact: Fact) => Promise<void> {
  const reactions = reactionsOf(screeningPorts(granted)) as Readonly<Record<string, (fact: never) => Promise<void>>>;
  const ofAuctions = new Map(heardOfAuctions.map((schema) => [schema.factType as string, schema]));
  const ofOperator = new Map(heardActs.map((schema) => [schema.factType, schema]));
  const acts = { dynamo: granted.dynamo, acts: actsIn(openTable(granted.dynamo, granted.tables.Surveillance)) };
  return async (fact) => {
    const auction = ofAuctions.get(fact.factType);
    if (auction) await reactions[fact.factType]?.({ ...fact, data: auction.data.parse(fact.data) } as never);
    const act = ofOperator.get(fact.factType);
    if (act) await hearAct(acts, { ...fact, data: act.data.parse(fact.data) });
  };
}
