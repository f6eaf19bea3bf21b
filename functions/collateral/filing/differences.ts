import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import type { Pledge } from "../pledges/rows.ts";

/** What the unified registry shows of a pledge. */
export interface Filed {
  readonly amountCny: Decimal;
  readonly bankCreditCode: string;
  readonly pledgorCreditCode: string;
  readonly pledgorName: string;
  /** Last day of the registration. */
  readonly until: string;
}

/** Members in which a filing may differ from what is registered here. */
export const filedMembers = ["amountCny", "bankCreditCode", "pledgorCreditCode", "pledgorName", "until"] as const;
/** One of them. */
export type FiledMember = (typeof filedMembers)[number];

const differs: Readonly<Record<FiledMember, (filed: Filed, pledge: Pledge) => boolean>> = {
  amountCny: ({ amountCny }, pledge) => !amountCny.eq(decimal(pledge.amountCny)),
  bankCreditCode: ({ bankCreditCode }, { bank }) => bankCreditCode !== bank.creditCode,
  pledgorCreditCode: ({ pledgorCreditCode }, { pledgor }) => pledgorCreditCode !== pledgor.creditCode,
  pledgorName: ({ pledgorName }, { pledgor }) => pledgorName !== pledgor.legalName,
  // A registration that ends before the debt leaves the rest of it without rank.
  until: ({ until }, pledge) => until < pledge.until,
};

/** Members in which a filing differs from the pledge. */
export function differencesOf(filed: Filed, pledge: Pledge): readonly FiledMember[] {
  return filedMembers.filter((member) => differs[member](filed, pledge));
}
