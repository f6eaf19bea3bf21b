import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { openTable } from "../../../shared/store/table.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { cancellationWrites } from "../filing/due-cancellation.ts";
import { nextVersion, positionsOf } from "../pledges/change-pledge.ts";
import { pledgesFacts } from "../pledges/contract.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import type { Pledge } from "../pledges/rows.ts";
import { aboutPledge, siteOfAccount, stated } from "../pledges/statement.ts";
import { type CollateralOwnPorts, collateralOwnPorts, type GrantedTo } from "../ports.ts";
import { nextRegister } from "../register/change-register.ts";
import { freezesOn, pledgesOn } from "../register/on-slices.ts";
import { positionKey, registersOfPositions } from "../register/positions.ts";
import { quantityOf, slicesOf, withdraw } from "../register/register.ts";
import type { PositionName, Register, Slice } from "../register/rows.ts";
import { freezesFacts } from "./contract.ts";
import { frozenBy } from "./in-register.ts";
import { freezeLifecycle } from "./lifecycles.ts";
import { aboutFreeze, freezeStatement, nextFreeze, nothingMoved } from "./statement.ts";

/** Pledges that are read for one transaction. */
const pledgesAtOnce = 30;
/** Writes of pledges in one transaction: a row, a version and a fact each, and the lists that a pledge leaves, which are as many as its areas. */
const writesAtOnce = 90;
const actor = "collateral-on-expiry";

/** When the ledger retired a position. */
interface Retired {
  readonly position: PositionName;
  readonly at: Instant;
}

/** Dependencies of the end of a right. */
export interface RightEndPorts extends CollateralOwnPorts {
  /** Whether tonnes are on sale: what was sold before the right ended is paid by rank, so its slices wait for the end of the sale. */
  readonly sales: Pick<AnnouncedSales, "announcedSale">;
}

/** The ports over what a consumer is granted. */
export function rightEndPorts(granted: GrantedTo<"Collateral" | "Auctions">): RightEndPorts {
  return { ...collateralOwnPorts(granted), sales: announcedSalesIn(openTable(granted.dynamo, granted.tables.Auctions)) };
}

/**
 * Empties the register of a position whose right has expired: the ledger has closed the holds already, so nothing moves. Pledges end page by
 * page, each with the register as it is then, and freezes with the last one. Slices on sale stay until their sale is over, whose consumer comes
 * back here. Repeated, it finds nothing to do.
 */
export async function endWithRight(ports: RightEndPorts, { position, at }: Retired): Promise<void> {
  let more = true;
  while (more) {
    more = await retryWhileStale("the register of an expired right", async () => {
      const [register] = await ports.own.registersAt([position]);
      if (!register) return false;
      const onSale = await slicesOnSale(ports, register);
      const ending = register.slices.filter((slice) => !onSale.includes(slice));
      if (ending.length === 0) return false;
      const pledgeIds = [...pledgesOn(ending)].slice(0, pledgesAtOnce);
      const writes =
        pledgeIds.length > 0
          ? await pledgesEnd(ports, { register, onSale, ending }, pledgeIds, at)
          : await freezesEnd(ports, { register, onSale, ending }, at);
      if (writes === stale) return stale;
      const result = await commit(ports.dynamo, writes);
      return result.kind === "committed" ? true : stale;
    });
  }
}

/** A register whose right has expired: its slices that end, and those that wait for the end of their sale. */
interface EndingRegister {
  readonly register: Register;
  readonly onSale: readonly Slice[];
  readonly ending: readonly Slice[];
}

/** Slices whose enforcement has come to an auction; one in which nothing came of it has ended, and its mark with it. */
async function slicesOnSale({ sales }: RightEndPorts, { slices }: Register): Promise<readonly Slice[]> {
  const ids = [...new Set(slices.flatMap(({ enforcement }) => enforcement?.enforcementId ?? []))];
  const announced = await Promise.all(ids.map((enforcementId) => sales.announcedSale(enforcementId)));
  const onSale = new Set(ids.filter((_id, place) => announced[place] !== undefined));
  return slices.filter(({ enforcement }) => enforcement !== undefined && onSale.has(enforcement.enforcementId));
}

/**
 * Ends pledges of a register, as many as fit into a transaction, with those slices on which nothing else stands. Stale where another run has ended
 * one after the register was read.
 */
async function pledgesEnd(
  { own }: CollateralOwnPorts,
  { register, onSale, ending }: EndingRegister,
  ids: readonly string[],
  at: Instant,
): Promise<WriteFragment[] | typeof stale> {
  const pledges = new Map((await own.pledgesAt(ids)).map((pledge) => [pledge.pledgeId, pledge]));
  const elsewhere = await registersOfPositions(own, [...pledges.values()].flatMap(positionsOf), new Set([positionKey(register)]));
  const others = [...elsewhere, { ...register, slices: onSale }];
  const writes: WriteFragment[] = [];
  const ended = new Set<string>();
  for (const pledgeId of ids) {
    const pledge = required(pledges.get(pledgeId), `pledge ${pledgeId}`);
    const ends = next(pledgeLifecycle, pledge.state, "right expires");
    if (!ends.ok) return stale;
    const left = others.filter(({ slices }) => slicesOf(slices, pledgeId).length > 0);
    const state = left.length === 0 ? ends.value : pledge.state;
    const further = pledgeEnd(own, pledge, { register: { ...register, slices: ending }, at, left, state });
    if (ended.size > 0 && writes.length + further.length > writesAtOnce) break;
    writes.push(...further);
    ended.add(pledgeId);
  }
  const after = nextRegister(register, [...onSale, ...withdraw(ending, ended).slices], at);
  return [...writes, ...own.registerPut(after)];
}

/** Ends a pledge with the right, or tells that it stands on the rest where it lies on other positions as well. */
function pledgeEnd(
  own: CollateralOwnPorts["own"],
  pledge: Pledge,
  {
    register,
    at,
    left,
    state,
  }: { readonly register: Register; readonly at: Instant; readonly left: readonly Register[]; readonly state: Pledge["state"] },
): WriteFragment<never>[] {
  const { account, instrument, slices } = register;
  const over = left.length === 0;
  const after = nextVersion(pledge, at, { state, ...(over && { endedAt: at }) });
  const key = `${pledge.pledgeId}.${register.version + 1}`;
  const fact = { ...aboutPledge({ subject: actor }, at, after), factId: `${over ? "pledge-expired" : "pledge-part-expired"}.${key}` };
  const data = stated(after, left, false);
  const quantity = plain(quantityOf(slicesOf(slices, pledge.pledgeId)));
  // The ledger ended the holds with the right: this change moves nothing.
  const changed = [{ account, instrument, ...siteOfAccount(pledge, account), quantity, heldChange: "0" }];
  const expired = [{ account, instrument, quantity }];
  return [
    ...own.pledgePut(after),
    ...cancellationWrites(own, pledge, after),
    over
      ? own.state(pledgesFacts.pledgeExpired, { ...fact, data: { ...data, changed } })
      : own.state(freezesFacts.pledgePartExpired, { ...fact, data: { ...data, changed, expired } }),
  ];
}

/** Ends all freezes of a register on which no pledge stands any more: it is empty then. Stale as for pledges. */
async function freezesEnd(
  { own }: CollateralOwnPorts,
  { register, onSale, ending: slices }: EndingRegister,
  at: Instant,
): Promise<WriteFragment[] | typeof stale> {
  const { version } = register;
  const writes: WriteFragment[] = [];
  // A freeze that is also on what is on sale ends with that.
  const ids = [...freezesOn(slices)].filter((freezeId) => !freezesOn(onSale).has(freezeId));
  for (const freeze of ids.length === 0 ? [] : await own.freezesAt(ids)) {
    const state = next(freezeLifecycle, freeze.state, "right expires");
    if (!state.ok) return stale;
    const after = nextFreeze(freeze, at, { state: state.value, endedAt: at });
    const endedQuantity = plain(frozenBy(slices, freeze.freezeId).quantity);
    const data = { ...freezeStatement(after, [], { before: slices, moved: nothingMoved }), ground: "right" as const, endedQuantity };
    const fact = { factId: `freeze-ended.${freeze.freezeId}.${version + 1}`, occurredAt: at, actor, ...aboutFreeze(after, slices), data };
    writes.push(own.freezePut(after), own.state(freezesFacts.freezeEnded, fact));
  }
  return [...writes, ...own.registerPut(nextRegister(register, onSale, at))];
}
