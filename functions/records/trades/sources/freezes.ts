import type { FactOf } from "../../../../shared/kernel/fact.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { collateralFacts } from "../../../collateral/contract.ts";
import type { recordedFreezeFacts } from "../contract-facts.ts";
import { entryIf, poolOfPermit } from "./named.ts";
import { recordOf, type TradeSources } from "./source.ts";

type Lifted = FactOf<typeof collateralFacts.freezeLifted>;
/** What facts about freezes have in common. */
type FreezeFact = Omit<Lifted, "data"> & { readonly data: Omit<Lifted["data"], "liftedQuantity" | "reason"> };

/** The record of what a freeze is newly in force on, or not any more; none where it only waits. */
function changeOf(fact: FreezeFact, cause: string | undefined, ground: string): readonly TradeRecord[] {
  const { freezeId, partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber, instrument } = fact.data;
  const { caseNumber, documentNumber, inForceChange, heldChange } = fact.data;
  if (/^-?0(\.0+)?$/.test(inForceChange)) return [];
  const ends = inForceChange.startsWith("-");
  return [
    recordOf(fact, ends ? "release" : "freeze", {
      ...entryIf(heldChange, cause === undefined ? undefined : { kind: cause, reference: freezeId }),
      parties: [{ role: "holder", partyId, name: partyName, creditCode }],
      ...{ instrument, ...poolOfPermit(instrument), siteId, siteName, siteArea, licenceNumber },
      ...{ quantity: ends ? inForceChange.slice(1) : inForceChange, held: heldChange, ground, caseNumber, documentNumber },
    }),
  ];
}

/** Court freezes as they begin to act, and as they cease to. One that waits for its turn freezes nothing yet. */
export const freezeSources: TradeSources<typeof recordedFreezeFacts> = {
  "freeze-entered": (fact) => changeOf(fact, "court-freeze", "court"),
  // The entry is that of the change which began its turn: this freeze holds what was held for another.
  "freeze-turned": (fact) => changeOf(fact, undefined, "court"),
  "freeze-lifted": (fact) => changeOf(fact, "court-freeze-lifted", "lifted"),
  "freeze-ended": (fact) => changeOf(fact, fact.data.ground === "term" ? "court-freeze-ended" : undefined, fact.data.ground),
};
