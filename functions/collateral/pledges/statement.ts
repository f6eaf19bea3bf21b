import type * as z from "zod";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal, formatFen, plain } from "../../../shared/kernel/decimal.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type ChangedRegister, heldChangeOf } from "../register/change-register.ts";
import { quantityOf, slicesOf } from "../register/register.ts";
import type { Register } from "../register/rows.ts";
import { areasOf } from "./position.ts";
import type { Pledge } from "./rows.ts";
import { securedCny } from "./secured.ts";
import type { changedPositions, pledgeStated } from "./shapes.ts";

type Stated = z.input<z.ZodObject<typeof pledgeStated>>;

/** What a fact states of a pledge, by the registers as they are after the change. */
export function stated(pledge: Pledge, registers: readonly Register[], moves: boolean): Stated {
  const { pledgeId, state, bank, pledgor, debtor, contractNumber, amountCny, registered } = pledge;
  return {
    pledgeId,
    state,
    bankId: bank.partyId,
    bankName: bank.legalName,
    bankCode: bank.creditCode,
    pledgorId: pledgor.partyId,
    pledgorName: pledgor.legalName,
    pledgorCreditCode: pledgor.creditCode,
    debtorName: debtor.legalName,
    debtorCreditCode: debtor.creditCode,
    contractNumber,
    amountCny: formatFen(decimal(amountCny)),
    securedCny: formatFen(securedCny(pledge)),
    ...(registered && { registrationNumber: registered.number }),
    positions: registers.flatMap(({ account, instrument, slices }) => {
      const own = slicesOf(slices, pledgeId);
      return own.length > 0 ? [{ account, instrument, quantity: plain(quantityOf(own)) }] : [];
    }),
    moves,
  };
}

/** The site of an account of a pledge, as it was named when it was pledged. */
export function siteOfAccount({ sites }: Pick<Pledge, "sites">, account: string) {
  const { account: _account, ...site } = sites.find((each) => each.account === account) ?? {};
  return site;
}

/** What a change of registers did to a pledge, by position; positions on which it has what it had are left out. */
export function changedOf(
  pledge: Pledge,
  changed: readonly Pick<ChangedRegister<Refusal>, "open" | "change">[],
): z.input<typeof changedPositions> {
  return changed.flatMap(({ open: { register }, change }) => {
    const { account, instrument, slices } = register;
    const quantity = quantityOf(slicesOf(change.slices, pledge.pledgeId)).minus(quantityOf(slicesOf(slices, pledge.pledgeId)));
    if (quantity.isZero()) return [];
    const heldChange = plain(heldChangeOf(change));
    return [{ account, instrument, ...siteOfAccount(pledge, account), quantity: plain(quantity.abs()), heldChange }];
  });
}

/** Envelope of a fact about a pledge: it concerns its bank, its pledgor and a debtor that is a member, and the authorities of its areas. */
export function aboutPledge(
  by: { readonly subject: string; readonly approvedBy?: string | undefined },
  at: Instant,
  { bank, pledgor, debtor, areas, parts }: Pledge,
) {
  const parties = [...new Set([bank.partyId, pledgor.partyId, ...(debtor.partyId === undefined ? [] : [debtor.partyId])])];
  return factEnvelopeOf(by, at, {
    parties,
    areas: areasOf(
      areas,
      parts.map(({ instrument }) => instrument),
    ),
  });
}
