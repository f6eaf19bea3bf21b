import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openLedger } from "../../../shared/ledger/ledger.ts";
import { memberReader } from "../../../shared/members/members.ts";
import { openTable } from "../../../shared/store/table.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import type { valuesFunctions } from "./deployment.ts";
import type { PricePorts } from "./hear-price.ts";
import type { PagePorts } from "./revalue-page.ts";
import { valuesStore } from "./store.ts";
import type { TurnPorts } from "./turns.ts";
import type { TransferPorts } from "./value-transfer.ts";

type Functions = typeof valuesFunctions;

/** The ports over what valuing transfers is granted. */
export function transferPorts({ dynamo, clock, tables }: Deployed<Functions["valuation-on-transfer"]>): TransferPorts {
  const [ledger, members] = [openLedger(dynamo, tables.Ledger), memberReader(dynamo, tables.Parties)];
  return { dynamo, clock, values: valuesStore(openTable(dynamo, tables.Values)), ledger, members };
}

/** The ports over what hearing of prices is granted. */
export function pricePorts({ dynamo, clock, tables, queues }: Deployed<Functions["valuation-on-price"]>): PricePorts {
  return { clock, values: valuesStore(openTable(dynamo, tables.Values)), pages: openQueue(queueClient(), queues["valuation-pages"]) };
}

/** The ports over what a page is granted. */
export function pagePorts({ dynamo, clock, tables, queues }: Deployed<Functions["valuation-page"]>): PagePorts {
  const pages = openQueue(queueClient(), queues["valuation-pages"]);
  return { dynamo, clock, values: valuesStore(openTable(dynamo, tables.Values)), pages };
}

/** The ports over what the turns of days and months are granted. */
export function turnPorts({ dynamo, clock, tables, queues }: Deployed<Functions["valuation-turns"]>): TurnPorts {
  const pages = openQueue(queueClient(), queues["valuation-pages"]);
  return { dynamo, clock, values: valuesStore(openTable(dynamo, tables.Values)), pages };
}
