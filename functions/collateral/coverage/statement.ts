import { decimal, formatFen, plain, zero } from "../../../shared/kernel/decimal.ts";
import type { Pledge } from "../pledges/rows.ts";
import { securedCny } from "../pledges/secured.ts";
import { distinctPositions } from "../register/positions.ts";
import { quantityOf, slicesOf } from "../register/register.ts";
import type { CoverageStore } from "./store.ts";

/** Reads that a statement is made from. */
export type StatementReader = Pick<CoverageStore, "registerAt">;

/** What a debtor is told of a version of a pledge: what is secured, pledged and owed. */
export async function statementOf(own: StatementReader, pledge: Pledge) {
  const { pledgeId, version, changedAt, state, bank, pledgor, debtor, contractNumber, registered, amountKind, amountCny } = pledge;
  const disbursed = decimal(pledge.disbursedCny ?? "0");
  return {
    ...{ pledgeId, version, changedAt, state, bankName: bank.legalName, pledgorName: pledgor.legalName },
    ...{ debtorName: debtor.legalName, debtorCreditCode: debtor.creditCode, contractNumber },
    ...(registered && { registrationNumber: registered.number }),
    ...{ amountKind, amountCny: formatFen(decimal(amountCny)), securedCny: formatFen(securedCny(pledge)) },
    pledged: registered ? await pledgedAt(own, pledge) : [],
    disbursedCny: formatFen(disbursed),
    repaidCny: formatFen(decimal(pledge.repaidCny)),
    owedCny: formatFen(disbursed.minus(decimal(pledge.repaidCny))),
  };
}

/** What a pledge had on each position once a version of it was written: the book of a position keeps every version of its register. */
async function pledgedAt(own: StatementReader, { pledgeId, parts, changedAt }: Pledge) {
  const found = await Promise.all(
    distinctPositions(parts).map(async ({ account, instrument }) => {
      const register = await own.registerAt({ account, instrument }, changedAt);
      return { account, instrument, quantity: register ? quantityOf(slicesOf(register.slices, pledgeId)) : zero };
    }),
  );
  return found.flatMap(({ quantity, ...name }) => (quantity.gt(0) ? [{ ...name, quantity: plain(quantity) }] : []));
}
