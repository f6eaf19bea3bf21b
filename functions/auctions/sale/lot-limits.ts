import { message } from "../../../shared/kernel/message.ts";
import type { CheckedTransfer } from "../../../shared/permits/check-transfer.ts";
import { type BrokenLimit, brokenLimits, type Trade } from "../../../shared/permits/trading-limits.ts";
import type { AuctionsRefusal } from "../problems.ts";

/** Why a trade may not be made, as a broken limit says; the refusal also names all other limits that the trade breaks. */
export function refusalOfLimit({ pollutant }: Trade, broken: BrokenLimit, all: readonly BrokenLimit[]): AuctionsRefusal {
  const { limit, rule, lot, site, missed } = broken;
  const source = message(limit.source.zh, limit.source.en);
  const limits = all.map((each) => each.limit.id);
  if (missed) {
    const { area, target, until, documentNumber } = missed;
    return { code: "area-misses-target", limits, area, target, pollutant, until, documentNumber, source };
  }
  return { code: "lot-not-for-site", limit: limit.id, limits, rule, lot, site, source };
}

/** The pool limit for a need that was certified in a pool: it counts there, also after its site was corrected. */
export function needOutsidePool(trade: Trade, needPool: string): AuctionsRefusal | undefined {
  const all = brokenLimits({ ...trade, buyer: { ...trade.buyer, pool: needPool } });
  const broken = all.find(({ rule }) => rule === "pool");
  return broken && refusalOfLimit(trade, { ...broken, rule: "needPool" }, all);
}

/** The exceptions that a purchase rests on, as facts and answers name them. */
export function exceptionsStated({ exceptions }: CheckedTransfer) {
  return exceptions.map(({ exceptionId, limit, approvalNumber }) => ({ exceptionId, limit, approvalNumber }));
}
