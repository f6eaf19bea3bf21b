import { decimal, plain } from "../../../../shared/kernel/decimal.ts";
import type { FactOf } from "../../../../shared/kernel/fact.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import type { allocationsFacts } from "../../../allocations/contract.ts";
import type { recordedAllocationFacts } from "../contract-facts.ts";
import { negated, partOf, recordOf, type TradeSources } from "./source.ts";

type Stated = FactOf<typeof allocationsFacts.granted>["data"];
type Permit = FactOf<typeof allocationsFacts.instalmentsPaid>["data"]["released"][number];

/** What records of an allocation have in common: the unit, its site, the plan and the permits. */
function allocationOf(data: Stated, { pollutant, pool, instrument }: Omit<Permit, "tonnes">) {
  const { allocationId, partyId, partyName, creditCode, siteId, siteName, siteArea, licenceNumber, basis, bureauName, bureauCode } = data;
  const { poolArea, blockReference } = required(
    data.amounts.find((each) => each.instrument === instrument),
    `amount of ${instrument} in ${allocationId}`,
  );
  return {
    parties: [
      { role: "holder" as const, partyId, name: partyName, creditCode },
      { role: "seller" as const, name: bureauName, creditCode: bureauCode },
    ],
    ...{ instrument, pollutant, pool, poolArea, siteId, siteName, siteArea, licenceNumber, blockReference },
    ...{ title: data.planTitle, documentNumber: data.planDocument, ground: basis.kind },
    ...(basis.eiaNumber !== undefined && { eiaNumber: basis.eiaNumber }),
  };
}

/** What an allocation delivers is a trade at the rate of its plan for the whole term, whenever its instalments are paid. */
function deliveredOf(data: Stated, permit: Permit) {
  const { feeCny } = required(
    data.amounts.find(({ instrument }) => instrument === permit.instrument),
    `fee of ${permit.instrument}`,
  );
  const rate = data.rates.find(({ pollutant }) => pollutant === permit.pollutant)?.cnyPerTonneYear;
  return {
    ...allocationOf(data, permit),
    series: "allocation" as const,
    ...{ quantity: permit.tonnes, years: data.years, amount: feeCny, quotaSource: "cap" },
    ...(rate !== undefined && { price: rate, basePrice: rate }),
  };
}

function entryOf(fact: { readonly factType: string }, { allocationId }: Stated) {
  return { kind: fact.factType, reference: allocationId };
}

/**
 * Allocations at the fixed price of a plan. One record for each pollutant. Instalments release what a delivery left held, a reversed certificate
 * takes that back, and what is not paid at first is forfeited.
 */
export const allocationSources: TradeSources<typeof recordedAllocationFacts> = {
  "allocation-delivered": (fact) =>
    fact.data.delivered.map((permit) =>
      recordOf(
        fact,
        "allocation",
        {
          entry: entryOf(fact, fact.data),
          ...{ ...deliveredOf(fact.data, permit), held: permit.heldTonnes },
          instalments: fact.data.instalments.map(({ number, amountCny }) => ({ number, amountCny })),
          ...(fact.data.certificateNumber !== undefined && { confirmationNumber: fact.data.certificateNumber }),
        },
        partOf(permit.instrument),
      ),
    ),
  "allocation-granted": (fact) =>
    fact.data.amounts.map((permit) =>
      recordOf(
        fact,
        "allocation",
        { entry: { kind: "allocation-page", reference: fact.data.planId }, ...deliveredOf(fact.data, permit) },
        partOf(permit.instrument),
      ),
    ),
  "allocation-returned": (fact) =>
    fact.data.returned.map((permit) => {
      const { blockReference: _neverDelivered, ...said } = allocationOf(fact.data, permit);
      const entry = entryOf(fact, fact.data);
      return recordOf(
        fact,
        "forfeiture",
        { entry, ...said, quantity: permit.tonnes, years: fact.data.years, ground: fact.data.because },
        partOf(permit.instrument),
      );
    }),
  "instalments-paid": (fact) =>
    fact.data.released.map((permit) =>
      recordOf(
        fact,
        "release",
        {
          entry: entryOf(fact, fact.data),
          ...{ ...allocationOf(fact.data, permit), ground: "unpaid-fee", quantity: permit.tonnes, held: negated(permit.tonnes) },
          instalments: fact.data.instalments.map(({ number, amountCny }) => ({ number, amountCny })),
          ...(fact.data.certificateNumber !== undefined && { confirmationNumber: fact.data.certificateNumber }),
        },
        partOf(permit.instrument),
      ),
    ),
  "instalment-frozen": (fact) =>
    fact.data.frozen.map((permit) =>
      recordOf(
        fact,
        "freeze",
        {
          entry: entryOf(fact, fact.data),
          ...{ ...allocationOf(fact.data, permit), ground: "overdue-fee", quantity: permit.tonnes, held: "0" },
        },
        partOf(permit.instrument),
      ),
    ),
  "fee-certificate-reversed": (fact) => {
    const { held, unsecured, paidFact, instalments, certificateNumber } = fact.data;
    const tonnesOf = (list: readonly Permit[], of: string) => list.find(({ instrument }) => instrument === of)?.tonnes ?? "0";
    return [...new Set([...held, ...unsecured].map(({ instrument }) => instrument))].map((instrument) => {
      const permit = required(
        fact.data.amounts.find((each) => each.instrument === instrument),
        `amount of ${instrument}`,
      );
      const [again, owed] = [tonnesOf(held, instrument), tonnesOf(unsecured, instrument)];
      return recordOf(
        fact,
        "release",
        {
          ...(again !== "0" && { entry: entryOf(fact, fact.data) }),
          reverses: `${paidFact.factId}.${partOf(instrument)}`,
          ...{ ...allocationOf(fact.data, permit), ground: "unpaid-fee", confirmationNumber: certificateNumber, held: again },
          quantity: negated(plain(decimal(again).plus(decimal(owed)))),
          instalments: instalments.map(({ number, amountCny }) => ({ number, amountCny: negated(amountCny) })),
        },
        partOf(instrument),
      );
    });
  },
  "fee-debt-secured": (fact) =>
    fact.data.held.map((permit) =>
      recordOf(
        fact,
        "freeze",
        {
          entry: entryOf(fact, fact.data),
          ...{ ...allocationOf(fact.data, permit), ground: "unpaid-fee", quantity: permit.tonnes, held: permit.tonnes },
        },
        partOf(permit.instrument),
      ),
    ),
};
