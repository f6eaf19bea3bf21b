import { CNY } from "../../../../shared/ledger/instrument.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { recordedEnforcementFacts } from "../contract-facts.ts";
import { poolOfPermit } from "./named.ts";
import { numbersOfPledge, partiesOfPledge } from "./pledges.ts";
import { negated, partOf, recordOf, type TradeSources } from "./source.ts";

/**
 * The ends of enforcements: a take-over is a trade by agreement; what was sold in an auction has a record of each of its awards instead. Money
 * that was set aside is released as money. Shares of a stream of income end with it.
 */
export const enforcementSources: TradeSources<typeof recordedEnforcementFacts> = {
  "enforcement-ended": (fact) => {
    const { takeOver, enforcementId, registrationNumber, instrument, poolArea, endedTonnes, pledgorId, pledgorName, pledgorCode } =
      fact.data;
    if (!takeOver) return [];
    const { partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber, project, projectName, eiaNumber } = takeOver;
    const { offsetRatio, offsetGround, retiredTonnes, priceCny, betweenAssociates, blockReference } = takeOver;
    const parties: TradeRecord["parties"] = [
      { role: "seller", partyId: pledgorId, name: pledgorName, creditCode: pledgorCode },
      ...(partyName === undefined ? [] : [{ role: "buyer" as const, partyId, name: partyName, creditCode }]),
    ];
    return [
      recordOf(fact, "transfer", {
        entry: { kind: "enforcement-end", reference: enforcementId },
        series: betweenAssociates ? "associates" : "agreement",
        ...{ parties, instrument, ...poolOfPermit(instrument), poolArea, siteId, siteName, siteArea, licenceNumber },
        ...{ project, projectName, eiaNumber, offsetRatio, offsetGround, retiredTonnes },
        ...{ quantity: endedTonnes, amount: priceCny, quotaSource: "enforcement", registrationNumber, blockReference },
      }),
    ];
  },
  "pledge-enforced": (fact) => {
    const { instrument, account: _account, siteId, siteName, siteArea, licenceNumber, endedTonnes, paidCny } = fact.data;
    if (endedTonnes === "0") return [];
    return [
      recordOf(fact, "release", {
        parties: partiesOfPledge(fact.data),
        ...{ instrument, ...poolOfPermit(instrument), siteId, siteName, siteArea, licenceNumber },
        ...{ quantity: endedTonnes, amount: paidCny, ground: "enforced", ...numbersOfPledge(fact.data) },
      }),
    ];
  },
  "held-proceeds-released": (fact) => {
    const { enforcementId, registrationNumber, amountCny, documentNumber } = fact.data;
    const { pledgorId, pledgorName, pledgorCode, partyId, partyName, creditCode } = fact.data;
    return [
      recordOf(fact, "release", {
        entry: { kind: "held-proceeds", reference: enforcementId },
        parties: [
          { role: "pledgor", partyId: pledgorId, name: pledgorName, creditCode: pledgorCode },
          { role: "recipient", partyId, name: partyName, creditCode },
        ],
        ...{ instrument: CNY, amount: amountCny, held: negated(amountCny), ground: "proceeds", registrationNumber, documentNumber },
      }),
    ];
  },
  "income-stream-closed": (fact) => {
    const { streamId, instrument, name, retired } = fact.data;
    return retired.map(({ partyId, partyName, creditCode, quantity }) =>
      recordOf(
        fact,
        "expiry",
        {
          entry: { kind: "income-closure", reference: streamId },
          ...{ parties: [{ role: "holder", partyId, name: partyName, creditCode }], instrument, quantity, title: name },
        },
        partOf(partyId),
      ),
    );
  },
};
