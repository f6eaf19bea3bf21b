import { allowanceTerm } from "../../../../shared/carbon/instruments.ts";
import { city } from "../../../../shared/kernel/areas.ts";
import { plain } from "../../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { beneficiaryMember } from "../../../../shared/ledger/beneficiary.ts";
import { type RetiredPart, retireExpired } from "../../../../shared/ledger/retirement.ts";
import type { AllowancePorts } from "../../ports.ts";
import { allowancesFacts } from "../contract.ts";
import { holderOf } from "./holder.ts";

/** Retires every member's allowances whose vintage has ended, and states `allowances-expired` of each. */
export function expireVintages(ports: AllowancePorts): Promise<void> {
  return retireExpired(ports, "allowance", (part) => allowancesExpired(ports, part));
}

async function allowancesExpired({ own, members }: AllowancePorts, { position, closing, quantity, at }: RetiredPart) {
  const { account, instrument, entries } = position;
  const holder = await holderOf(members, account);
  const holds = closing.map((hold) => {
    const beneficiary = beneficiaryMember(hold);
    return { holdId: hold.holdId, purpose: hold.purpose, quantity: plain(hold.remaining), ...(beneficiary && { beneficiary }) };
  });
  const parties = new Set([...(holder ? [holder.partyId] : []), ...holds.flatMap(({ beneficiary }) => beneficiary ?? [])]);
  const envelope = {
    // Contains the position's entry count: a state is retired once, and an overlapping run finds it done.
    factId: `allowances-expired.${sha256(`${account} ${instrument}`).slice(0, 32)}.${entries}`,
    ...{ occurredAt: at, actor: "expire-vintages", parties: [...parties], areas: [holder?.area ?? city] },
  };
  const { market, vintage, lastMonth } = required(allowanceTerm(instrument), `term of ${instrument}`);
  const data = {
    ...{ account, ...(holder && { holder }), instrument, market, vintage, lastMonth },
    ...{ retiredTonnes: plain(quantity), holds },
  };
  return {
    envelope: { ...envelope, cause: { kind: "allowances-expired", reference: envelope.factId } },
    stated: [own.state(allowancesFacts.allowancesExpired, { ...envelope, data })],
  };
}
