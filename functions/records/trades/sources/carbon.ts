import { decimal, plain } from "../../../../shared/kernel/decimal.ts";
import type { recordedCarbonFacts } from "../contract-facts.ts";
import { negated, partOf, recordOf, type TradeSources } from "./source.ts";

/** An entity, its part in a record, and where it is. */
interface Entity {
  readonly partyId: string;
  readonly partyName: string;
  readonly creditCode: string;
}

function entityAs(role: "holder" | "seller", { partyId, partyName, creditCode }: Entity) {
  return [{ role, partyId, name: partyName, creditCode }];
}

/** Causes of the entries of surrenders, by their kind. */
const surrenderCauses: Readonly<Record<string, string>> = { order: "surrender-order" };

/** How many serial numbers a range has: a tonne each. */
function tonnesOf({ first, last }: { readonly first: string; readonly last: string }): string {
  return plain(decimal(last).minus(first).plus(1));
}

/**
 * Allowances and certified reductions. They are allocated free of charge, taken back, converted into those of the next vintage, surrendered,
 * given back, cancelled, frozen and retired at their end. What is given back reverses the surrenders that it takes back.
 */
export const carbonSources: TradeSources<typeof recordedCarbonFacts> = {
  "allowances-allocated": (fact) => {
    const { allocationId, instrument, tonnes, planTitle, documentNumber, kind, blockReference, page } = fact.data;
    if (tonnes === "0") return [];
    return [
      recordOf(fact, "allocation", {
        entry: page === undefined ? { kind: fact.factType, reference: allocationId } : { kind: "allowance-page", reference: page },
        parties: entityAs("holder", fact.data),
        ...{ instrument, quantity: tonnes, amount: "0.00", quotaSource: "plan", ground: kind },
        ...{ title: planTitle, documentNumber, blockReference },
      }),
    ];
  },
  "allowances-clawed-back": (fact) => {
    const { allocationId, instrument, taken, planTitle, planDocument } = fact.data;
    if (taken === "0") return [];
    return [
      recordOf(fact, "transfer", {
        entry: { kind: fact.factType, reference: allocationId },
        parties: entityAs("seller", fact.data),
        ...{ instrument, quantity: taken, ground: "claw-back", title: planTitle, documentNumber: planDocument },
      }),
    ];
  },
  "allowances-carried-over": (fact) => {
    const { allocationId, fromInstrument, instrument, tonnes, planTitle, planDocument, blockReference } = fact.data;
    const said = {
      entry: { kind: fact.factType, reference: allocationId },
      ...{ quantity: tonnes, ground: "carry-over", title: planTitle, documentNumber: planDocument },
    };
    return [
      recordOf(fact, "transfer", { ...said, parties: entityAs("seller", fact.data), instrument: fromInstrument }, "from"),
      recordOf(
        fact,
        "transfer",
        { ...said, parties: entityAs("holder", fact.data), instrument, quotaSource: fromInstrument, blockReference },
        "into",
      ),
    ];
  },
  "allowances-surrendered": (fact) => {
    const { surrenderId, kind, year, market, allowances, offsets, documentNumber } = fact.data;
    const said = {
      entry: { kind: surrenderCauses[kind] ?? "surrender", reference: surrenderId },
      ...{ parties: entityAs("holder", fact.data), title: `${market} ${year}`, ground: kind },
      ...(documentNumber !== undefined && { documentNumber }),
    };
    const { entry: _entry, ...ofOffset } = said;
    return [
      ...allowances.map(({ instrument, tonnes }) =>
        recordOf(fact, "surrender", { ...said, instrument, quantity: tonnes }, partOf(instrument)),
      ),
      // Certified reductions are retired by their serial numbers: no account held them.
      ...offsets.map((range) =>
        recordOf(
          fact,
          "surrender",
          {
            ...ofOffset,
            ...{ instrument: `offset/${range.kind}`, project: range.project, quantity: tonnesOf(range) },
            registrationNumber: `${range.first}-${range.last}`,
          },
          partOf("offset", range.kind, range.project, range.first),
        ),
      ),
    ];
  },
  "allowances-given-back": (fact) => {
    const { surrenderId, kind, year, market, takesBack, documentNumber } = fact.data;
    return takesBack.map(({ surrenderId: taken, instrument, tonnes }) =>
      recordOf(
        fact,
        "surrender",
        {
          entry: { kind: "surrender-reversal", reference: surrenderId },
          reverses: `${taken}.${partOf(instrument)}`,
          ...{ parties: entityAs("holder", fact.data), title: `${market} ${year}`, ground: kind },
          ...{ instrument, quantity: negated(tonnes), ...(documentNumber !== undefined && { documentNumber }) },
        },
        partOf(taken, instrument),
      ),
    );
  },
  "allowances-cancelled": (fact) => {
    const { cancellationId, instrument, tonnes } = fact.data;
    return [
      recordOf(fact, "surrender", {
        entry: { kind: "cancellation", reference: cancellationId },
        ...{ parties: entityAs("holder", fact.data), instrument, quantity: tonnes, ground: "cancellation" },
      }),
    ];
  },
  "allowances-expired": (fact) => {
    const { holder, instrument, retiredTonnes } = fact.data;
    return [
      recordOf(fact, "expiry", {
        entry: { kind: "allowances-expired", reference: fact.factId },
        ...{ parties: holder ? entityAs("holder", holder) : [], instrument, quantity: retiredTonnes },
      }),
    ];
  },
  "allowance-freeze-changed": (fact) => {
    const { holdId, instrument, lifted, tonnes, documentNumber } = fact.data;
    return [
      recordOf(fact, lifted ? "release" : "freeze", {
        entry: { kind: "allowance-freeze", reference: holdId },
        ...{ parties: entityAs("holder", fact.data), instrument, quantity: tonnes, held: lifted ? negated(tonnes) : tonnes },
        ...{ ground: "regulator", documentNumber },
      }),
    ];
  },
};
