import type { FactOf } from "../../../../shared/kernel/fact.ts";
import type { TradeKind, TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { collateralFacts } from "../../../collateral/contract.ts";
import type { recordedPledgeFacts } from "../contract-facts.ts";
import { entryIf, poolOfPermit } from "./named.ts";
import { partOf, recordOf, type TradeSources } from "./source.ts";

type Pledged = FactOf<typeof collateralFacts.pledgeCancelled>;
/** What facts about pledges have in common. */
type PledgeFact = Omit<Pledged, "data"> & { readonly data: Omit<Pledged["data"], "reason"> };

/** The parties of a pledge: bank, owner of what is pledged, and who owes, with their names as of the draft. */
export function partiesOfPledge(data: Omit<PledgeFact["data"], "changed">): TradeRecord["parties"] {
  const { bankId, bankName, bankCode, pledgorId, pledgorName, pledgorCreditCode, debtorName, debtorCreditCode } = data;
  return [
    { role: "pledgee", partyId: bankId, name: bankName, creditCode: bankCode },
    { role: "pledgor", partyId: pledgorId, name: pledgorName, creditCode: pledgorCreditCode },
    { role: "debtor", name: debtorName, creditCode: debtorCreditCode },
  ];
}

/** Numbers by which a pledge is known. */
export function numbersOfPledge({ contractNumber, registrationNumber }: Pick<PledgeFact["data"], "contractNumber" | "registrationNumber">) {
  return { contractNumber, ...(registrationNumber !== undefined && { registrationNumber }) };
}

/** One record for each position that a change of a pledge concerned; `cause` is the kind of the ledger's entry, if there may be one. */
function changesOf(
  fact: PledgeFact,
  kind: TradeKind,
  cause: { readonly kind: string; readonly reference: string } | undefined,
  said: { readonly ground?: string; readonly caseNumber?: string; readonly documentNumber?: string } = {},
): TradeRecord[] {
  const { data } = fact;
  return data.changed.map(({ account, instrument, quantity, heldChange, ...site }) =>
    recordOf(
      fact,
      kind,
      {
        ...entryIf(heldChange, cause),
        ...{ parties: partiesOfPledge(data), instrument, ...poolOfPermit(instrument), ...site, quantity, held: heldChange },
        ...{ ...numbersOfPledge(data), ...said },
      },
      partOf(account, instrument),
    ),
  );
}

/**
 * Pledges: what is registered or added, released, and ended with the right. Quantities are what the pledge has or gives up; what is held for it
 * alone is less where others stand on the same tonnes.
 */
export const pledgeSources: TradeSources<typeof recordedPledgeFacts> = {
  "pledge-registered": (fact) => changesOf(fact, "pledge", { kind: "pledge", reference: fact.data.pledgeId }),
  // Amendments, extensions and assignments change no quantity: they make no record.
  "pledge-changed": (fact) =>
    changesOf(fact, "pledge", { kind: "pledge-change", reference: fact.data.changeId }, { ground: fact.data.kind }),
  "pledge-part-released": (fact) =>
    changesOf(fact, "release", { kind: "pledge-release", reference: fact.data.pledgeId }, { ground: "part-released" }),
  "pledge-cancelled": (fact) => changesOf(fact, "release", { kind: "pledge-end", reference: fact.data.pledgeId }, { ground: "cancelled" }),
  "pledge-revoked": (fact) => {
    const { pledgeId, caseNumber, documentNumber } = fact.data;
    return changesOf(
      fact,
      "release",
      { kind: "pledge-revocation", reference: pledgeId },
      { ground: "revoked", caseNumber, documentNumber },
    );
  },
  "pledge-expired": (fact) => changesOf(fact, "expiry", undefined, { ground: "pledge" }),
  "pledge-part-expired": (fact) => changesOf(fact, "expiry", undefined, { ground: "pledge" }),
};
