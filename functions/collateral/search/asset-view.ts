import { plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { assetKindOf } from "../asset-kinds.ts";
import type { Freeze } from "../freezes/rows.ts";
import type { Pledge } from "../pledges/rows.ts";
import { slicesFrozenBy } from "../register/on-slices.ts";
import { paymentOrder, ranked } from "../register/ranks.ts";
import { quantityOf, slicesOf } from "../register/register.ts";
import type { Register, RegisterEntry, Slice } from "../register/rows.ts";
import type { FreeQuantity } from "./free-quantities.ts";
import { objectionsTo } from "./objections.ts";
import { registrationState } from "./public-states.ts";
import type { DisclosedAsset } from "./shapes.ts";

/** What is known of one asset as of an instant. */
export interface AssetAsOf {
  readonly register: Register;
  /** Pledges that are or were registered on it, as they stood. */
  readonly pledges: readonly Pledge[];
  /** Freezes that are or were entered on it: what may change of them is in the register. */
  readonly freezes: readonly Freeze[];
  readonly complete: boolean;
  readonly free?: FreeQuantity;
}

/** What the register discloses of an asset: everything that gives rank, and nothing of what banks and debtors agreed beyond it. */
export function assetView({ register, pledges, freezes, complete, free }: AssetAsOf): DisclosedAsset {
  const { account, instrument, slices, version, changedAt } = register;
  const { zh, en, statutoryRegistry } = required(assetKindOf(instrument), `kind of ${instrument}`);
  const cases = new Map(freezes.map(({ freezeId, caseNumber }) => [freezeId, caseNumber]));
  const numbers = new Map(pledges.map((pledge) => [pledge.pledgeId, numberOf(pledge)]));
  const numbered = (entries: readonly RegisterEntry[]) =>
    entries.map(({ pledgeId, registered }) => numbers.get(pledgeId) ?? registered.number);
  return {
    ...{ account, instrument, kind: { zh, en }, statutoryRegistry, version, changedAt },
    slices: slices.map((slice) => ({
      quantity: slice.quantity,
      ranks: numbered(ranked(slice, statutoryRegistry)),
      payment: numbered(paymentOrder(slice, statutoryRegistry)),
      freezes: slice.freezes.map(({ freezeId }) => required(cases.get(freezeId), `freeze ${freezeId}`)),
    })),
    registrations: pledges
      .map((pledge) => registrationView(pledge, slices))
      .toSorted(newestFirst(({ registeredAt, registrationNumber }) => `${registeredAt} ${registrationNumber}`)),
    freezes: freezes
      .map((freeze) => freezeView(freeze, slices))
      .toSorted(newestFirst(({ enteredAt, caseNumber }) => `${enteredAt} ${caseNumber}`)),
    ...{ complete, ...(free && { free }) },
  };
}

function numberOf({ pledgeId, registered }: Pledge): string {
  return required(registered, `registration of ${pledgeId}`).number;
}

function registrationView(pledge: Pledge, slices: readonly Slice[]): DisclosedAsset["registrations"][number] {
  const { registered, filing, amountKind, endedAt } = pledge;
  const lies = slicesOf(slices, pledge.pledgeId);
  const state = registrationState(pledge, lies.length > 0);
  return {
    registrationNumber: numberOf(pledge),
    registeredAt: required(registered, "registration").at,
    ...{ state, secures: amountKind },
    bank: entity(pledge.bank),
    pledgor: entity(pledge.pledgor),
    debtor: entity(pledge.debtor),
    quantity: plain(quantityOf(lies)),
    validUntil: filing?.until ?? pledge.until,
    ...(filing && { filed: { number: filing.number, at: filing.at } }),
    ...(endedAt !== undefined && { endedAt }),
    objections: [...objectionsTo(pledge)],
  };
}

function entity({ creditCode, legalName }: { readonly creditCode: string; readonly legalName: string }) {
  return { creditCode, legalName };
}

function freezeView(
  { freezeId, caseNumber, court, enteredAt, state, endedAt }: Freeze,
  slices: readonly Slice[],
): DisclosedAsset["freezes"][number] {
  const on = slicesFrozenBy(slices, freezeId);
  const quantity = plain(quantityOf(on));
  if (on.length === 0)
    return {
      caseNumber,
      court,
      enteredAt,
      quantity,
      state: state === "ended" ? "ended" : "lifted",
      ...(endedAt !== undefined && { endedAt }),
    };
  const turns = on.flatMap(({ freezes: [first] }) => (first?.freezeId === freezeId ? [first] : []));
  const [since] = turns.flatMap((turn) => turn.since ?? []).toSorted();
  const [until] = turns.flatMap((turn) => turn.until ?? []).toSorted();
  return {
    ...{ caseNumber, court, enteredAt, quantity, state: turns.length === 0 ? "waiting" : "in-force" },
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function newestFirst<Row>(order: (row: Row) => string) {
  return (one: Row, other: Row): number => (order(one) < order(other) ? 1 : order(one) > order(other) ? -1 : 0);
}
