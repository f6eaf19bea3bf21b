import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { decimal } from "../../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { assetKindOf, registryOf } from "../../asset-kinds.ts";
import { registersOf } from "../../pledges/change-pledge.ts";
import { aboveLoanToValue } from "../../pledges/pledging-rules.ts";
import type { Pledge } from "../../pledges/rows.ts";
import { paymentOrder } from "../../register/ranks.ts";
import { slicesOf } from "../../register/register.ts";
import type { Register } from "../../register/rows.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

/**
 * Amount, appraisal, contract, name of the debtor or thresholds. What is registered may not be raised to the harm of those who stand behind it
 * (Civil Code, articles 409 and 420): they lent on what the register showed.
 */
export const amendment: Decide<"amendment"> = async (ports, pledge, terms, at) => {
  const today = dayOf(at);
  const future = [terms.contractDate, terms.appraisedOn].find((date) => date !== undefined && date > today);
  if (future !== undefined) return refuse({ code: "date-in-future", date: future, today });
  const { debtorName, ...rest } = terms;
  const change: Partial<Pledge> = { ...rest, ...(debtorName !== undefined && { debtor: { ...pledge.debtor, legalName: debtorName } }) };
  const after = { ...pledge, ...change };
  const kinds = pledge.parts.flatMap(({ instrument }) => assetKindOf(instrument) ?? []);
  const above = aboveLoanToValue(decimal(after.amountCny), decimal(after.appraisedCny), kinds);
  if (above) return refuse(above);
  if (decimal(after.amountCny).gt(decimal(pledge.amountCny))) {
    const juniors = juniorsOf(await registersOf(ports, pledge), pledge.pledgeId);
    if (juniors.length > 0) return refuse({ code: "junior-consent-needed", juniors, source: changeSource("raise") });
  }
  return accept({ change, changed: [], ...(debtorName !== undefined && { found: { positions: pledge.parts } }) });
};

/** Numbers of the registrations that are paid after a pledge on some slice, each once. */
export function juniorsOf(registers: readonly Pick<Register, "instrument" | "slices">[], pledgeId: string): readonly string[] {
  const numbers = registers.flatMap(({ instrument, slices }) =>
    slicesOf(slices, pledgeId).flatMap((slice) => {
      const order = paymentOrder(slice, registryOf(instrument));
      return order.slice(order.findIndex((entry) => entry.pledgeId === pledgeId) + 1).map(({ registered }) => registered.number);
    }),
  );
  return [...new Set(numbers)];
}
