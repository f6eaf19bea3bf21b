import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type EventOf, next, type WrongState } from "../../../shared/kernel/lifecycle.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { CollateralPorts } from "../ports.ts";
import { notBefore, type OpenRegister, openStanding } from "../register/change-register.ts";
import { slicesOf } from "../register/register.ts";
import type { PositionName, Register } from "../register/rows.ts";
import { pledgeLifecycle } from "./lifecycles.ts";
import { stateAt } from "./pledge-due.ts";
import type { Pledge } from "./rows.ts";
import { pledgeSource } from "./rules.ts";

/** A pledge that a caller changes in one of its roles, and its state after the event: whatever is due by now counts as done. */
export async function changing(
  { own, clock }: Pick<CollateralPorts, "own" | "clock">,
  { partyId }: { readonly partyId: string },
  { pledgeId }: { readonly pledgeId: string },
  as: readonly ("bank" | "pledgor")[],
  event: EventOf<typeof pledgeLifecycle>,
): Promise<Outcome<{ readonly pledge: Pledge; readonly state: Pledge["state"] }, NotFound | WrongState>> {
  const pledge = await own.pledge(pledgeId);
  if (!pledge || !as.some((role) => pledge[role].partyId === partyId)) return refuse({ code: "not-found" });
  const after = next(pledgeLifecycle, stateAt(pledge, clock.now()), event);
  return after.ok ? accept({ pledge, state: after.value }) : after;
}

/** The next version of a pledge, never earlier than the one before, whatever the clocks of two machines say. */
export function nextVersion(pledge: Pledge, at: Instant, change: Partial<Pledge>): Pledge {
  return { ...pledge, ...change, changedAt: notBefore(pledge.changedAt, at), version: pledge.version + 1 };
}

/** The positions that a pledge was drafted on, each once. */
export function positionsOf({ parts }: Pick<Pledge, "parts">): readonly PositionName[] {
  const named = new Map(parts.map(({ account, instrument }) => [`${account} ${instrument}`, { account, instrument }]));
  return [...named.values()];
}

/**
 * Why nothing of a pledge moves: a position on which it stands has expired, and the ledger's own job closes those holds. It is over as soon as the
 * fact of the expiry has been heard; what it had stood on before then is no obstacle to what it still stands on.
 */
export function expiredPosition({ pledgeId }: Pick<Pledge, "pledgeId">, opened: readonly OpenRegister[], at: Instant) {
  const expired = opened.find(({ register: { slices, instrument } }) => isExpired(instrument, at) && slicesOf(slices, pledgeId).length > 0);
  if (!expired) return undefined;
  const { account, instrument } = expired.register;
  return { code: "position-expired", account, instrument, source: pledgeSource("released") } as const;
}

/** The registers of a registered pledge's positions with their holds. */
export function openRegisters(ports: Pick<CollateralPorts, "own" | "ledger">, pledge: Pledge): Promise<OpenRegister[]> {
  const registers = positionsOf(pledge).map(async (name) =>
    required(await openStanding(ports, name), `register of ${name.account} ${name.instrument}`),
  );
  return Promise.all(registers);
}

/** The registers of a pledge's positions, for readers. */
export async function registersOf({ own }: Pick<CollateralPorts, "own">, pledge: Pledge): Promise<readonly Register[]> {
  return own.registersAt(positionsOf(pledge));
}
