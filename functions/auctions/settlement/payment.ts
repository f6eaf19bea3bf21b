import { least } from "../../../shared/kernel/decimal.ts";
import type { Award } from "../rows.ts";

/** How a winner's deposit and cash pay for an award. All in CNY; the parts add up to the fen. */
export interface Payment {
  readonly depositToPrice: Award["amount"];
  readonly depositToFee: Award["amount"];
  /** Part of the deposit that goes back. */
  readonly depositBack: Award["amount"];
  readonly cashToPrice: Award["amount"];
  readonly cashToFee: Award["amount"];
}

/** Applies the deposit to the price first, then to the fee; cash pays the rest, and what is left of the deposit goes back. */
export function paymentOf({ amount, fee, deposit }: Pick<Award, "amount" | "fee" | "deposit">): Payment {
  const depositToPrice = least(deposit, amount);
  const depositToFee = least(deposit.minus(depositToPrice), fee);
  return {
    depositToPrice,
    depositToFee,
    depositBack: deposit.minus(depositToPrice).minus(depositToFee),
    cashToPrice: amount.minus(depositToPrice),
    cashToFee: fee.minus(depositToFee),
  };
}

/** What a winner still has to pay, in CNY. */
export function toPayOf(award: Pick<Award, "amount" | "fee" | "deposit">): Award["amount"] {
  const { cashToPrice, cashToFee } = paymentOf(award);
  return cashToPrice.plus(cashToFee);
}
