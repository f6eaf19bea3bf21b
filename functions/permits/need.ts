import type { PlainDate } from "../../shared/kernel/calendar.ts";
import { type Decimal, decimal, isMultiple } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { minimumRatioOf } from "../../shared/permits/offset-grounds.ts";
import type { PermitsRefusal } from "./problems.ts";

const kilogram = decimal("0.001");

/** A project's need as stated in the bureau's letter. */
export interface NeedLetter {
  /** Tonnes a year that the project needs. */
  readonly tonnes: Decimal;
  /** r of the offset ratio r:1, at least 1. */
  readonly offsetRatio: Decimal;
  readonly letterDate: PlainDate;
}

/**
 * Computes how many tonnes a certified need may buy: need times offset ratio, in whole kilograms, so that buying all of it delivers exactly
 * the need. The holder must be admitted, and the letter must not be dated in the future.
 */
export function tonnesToBuy(
  letter: NeedLetter,
  holder: { readonly partyId: string; readonly standing: string },
  today: PlainDate,
): Outcome<Decimal, PermitsRefusal> {
  const { tonnes, offsetRatio, letterDate } = letter;
  if (holder.standing !== "admitted") return refuse({ code: "holder-not-admitted", partyId: holder.partyId, standing: holder.standing });
  if (letterDate > today) return refuse({ code: "letter-date-in-future", letterDate, today });
  const toBuy = tonnes.times(offsetRatio);
  if (!isMultiple(toBuy, kilogram)) return refuse({ code: "need-not-whole-kilograms", tonnes, offsetRatio, tonnesToBuy: toBuy });
  return accept(toBuy);
}

/** Whether the ground of an offset ratio is about the pollutant's medium, and the ratio is at least what the ground asks for. */
export function checkOffsetGround({
  pollutant,
  offsetRatio,
  offsetGround,
}: {
  readonly pollutant: string;
  readonly offsetRatio: Decimal;
  readonly offsetGround: string;
}): Outcome<true, PermitsRefusal> {
  const minimumRatio = minimumRatioOf(offsetGround, pollutant);
  if (minimumRatio === undefined) return refuse({ code: "offset-ground-not-for-pollutant", offsetGround, pollutant });
  return offsetRatio.gte(minimumRatio) ? accept(true) : refuse({ code: "offset-ratio-too-low", offsetGround, offsetRatio, minimumRatio });
}
