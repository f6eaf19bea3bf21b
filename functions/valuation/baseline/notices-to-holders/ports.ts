import type { Deployed } from "../../../../shared/deployment/deployed.ts";
import { type MemberReader, memberReader } from "../../../../shared/members/members.ts";
import { openTable } from "../../../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../../../shared/streams/queues.ts";
import type { valuation } from "../../deployment.ts";
import { type ValuationPorts, valuationPorts } from "../../ports.ts";
import type { BaselineNoticePage } from "../contract.ts";
import { type ToldRows, toldRows } from "./store.ts";

type Functions = (typeof valuation)["functions"];

/** Dependencies of keeping the lists. */
export interface ListPorts {
  readonly values: ToldRows;
  readonly members: Pick<MemberReader, "holder" | "party">;
}

/** Dependencies of telling a page. */
export interface TellPorts extends Pick<ValuationPorts, "dynamo" | "own"> {
  readonly values: ToldRows;
  readonly pages: Queue<BaselineNoticePage>;
}

/** The ports over what keeping the lists is granted. */
export function listPorts({ dynamo, tables }: Deployed<Functions["valuation-told-list"]>): ListPorts {
  return { values: toldRows(openTable(dynamo, tables.Values)), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what the page worker is granted. */
export function tellPorts(granted: Deployed<Functions["valuation-tell-page"]>): TellPorts {
  const { dynamo, tables, queues } = granted;
  const pages = openQueue<BaselineNoticePage>(queueClient(), queues["baseline-notices"]);
  return { ...valuationPorts(granted), values: toldRows(openTable(dynamo, tables.Values)), pages };
}
