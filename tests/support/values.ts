import { baselineFacts } from "../../functions/valuation/baseline/contract-facts.ts";
import { hearBaselinePrice } from "../../functions/valuation/values/hear-price.ts";
import { pagePorts, pricePorts, transferPorts, turnPorts } from "../../functions/valuation/values/ports.ts";
import type { PositionPage } from "../../functions/valuation/values/position-page.ts";
import { revaluePage } from "../../functions/valuation/values/revalue-page.ts";
import { turnValues } from "../../functions/valuation/values/turns.ts";
import { valueTransfer } from "../../functions/valuation/values/value-transfer.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import type { Granted } from "./granted.ts";

/** What hears facts and time for the values of positions, as deployed, with a queue of pages in memory. */
export interface ValuesEar {
  /** Pages that wait. */
  readonly waiting: PositionPage[];
  /** Hears a fact as the consumers of transfers and prices do; others it ignores. */
  hear(fact: Fact): Promise<void>;
  /** Does the turns of days and months. */
  turn(): Promise<void>;
  /** Does the pages that wait, and those that they ask for. */
  drain(holdingsPerPage?: number): Promise<void>;
}

/** Opens it over the grants of a test. */
export function valuesEar(granted: Granted): ValuesEar {
  const waiting: PositionPage[] = [];
  const pages = { send: async (messages: readonly PositionPage[]) => void waiting.push(...messages) };
  const transfers = transferPorts(granted);
  const prices = { ...pricePorts(granted), pages };
  const turns = { ...turnPorts(granted), pages };
  const worker = { ...pagePorts(granted), pages };
  const { baselinePricePublished } = baselineFacts;
  return {
    waiting,
    async hear(fact) {
      if (fact.factType === transferFact.factType) await valueTransfer(transfers, transferFact.data.parse(fact.data));
      if (fact.factType === baselinePricePublished.factType)
        await hearBaselinePrice(prices, { ...fact, data: baselinePricePublished.data.parse(fact.data) });
    },
    turn: () => turnValues(turns),
    async drain(holdingsPerPage) {
      for (let page = waiting.shift(); page; page = waiting.shift()) await revaluePage(worker, page, holdingsPerPage);
    },
  };
}
