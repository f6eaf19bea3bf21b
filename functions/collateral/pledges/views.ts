import type * as z from "zod";
import { decimal, formatFen, plain } from "../../../shared/kernel/decimal.ts";
import { registryOf } from "../asset-kinds.ts";
import { paymentOrder } from "../register/ranks.ts";
import { freezeInForce, slicesOf } from "../register/register.ts";
import type { Register } from "../register/rows.ts";
import type { pledgesEndpoints } from "./contract.ts";
import type { NamedParty, Pledge } from "./rows.ts";
import { securedCny } from "./secured.ts";

type ResponseOf<Name extends keyof typeof pledgesEndpoints> = z.input<(typeof pledgesEndpoints)[Name]["response"]>;
/** A pledge, as it is read. */
export type PledgeView = ResponseOf<"readPledge">;
/** A pledge, as it is listed. */
export type ListedPledge = ResponseOf<"listPledges">["items"][number];
/** What lies on a position, as it is read. */
export type RegisterView = ResponseOf<"readRegister">;

/** A pledge without its slices. */
export function listedView(pledge: Pledge): ListedPledge {
  const {
    areas,
    sites: _sites,
    bank,
    pledgor,
    debtor,
    parts,
    acceptedSeniors,
    overdueToldAt: _told,
    objections: _objections,
    ...rest
  } = pledge;
  return {
    ...rest,
    areas: [...areas],
    bank: named(bank),
    pledgor: named(pledgor),
    debtor: named(debtor),
    currency: "CNY",
    securedCny: formatFen(securedCny(pledge)),
    parts: [...parts],
    acceptedSeniors: [...acceptedSeniors],
  };
}

function named({ partyId, creditCode, legalName }: NamedParty) {
  return { ...(partyId !== undefined && { partyId }), creditCode, legalName };
}

/** A pledge with its slices, by the registers of its positions. */
export function pledgeView(pledge: Pledge, registers: readonly Register[]): PledgeView {
  const slices = registers.flatMap(({ account, instrument, slices: all }) =>
    slicesOf(all, pledge.pledgeId).map((slice) => ({
      ...{ account, instrument, sliceId: slice.sliceId, quantity: slice.quantity },
      rank: paymentOrder(slice, registryOf(instrument)).findIndex(({ pledgeId }) => pledgeId === pledge.pledgeId) + 1,
      entries: slice.entries.length,
      frozen: freezeInForce(slice) !== undefined,
    })),
  );
  return { ...listedView(pledge), slices };
}

/** What lies on a position. */
export function registerView(register: Register, free: string): RegisterView {
  const { account, instrument, partyId, version } = register;
  const registry = registryOf(instrument);
  const slices = register.slices.map((slice) => ({
    sliceId: slice.sliceId,
    quantity: plain(decimal(slice.quantity)),
    entries: paymentOrder(slice, registry).map(({ pledgeId, bankId, registered, filed }, place) => ({
      ...{ pledgeId, bankId, rank: place + 1, registered },
      ...(filed && { filed }),
    })),
    freezes: slice.freezes.map((freeze) => ({ ...freeze })),
  }));
  return { account, instrument, partyId, freeQuantity: free, slices, version };
}
