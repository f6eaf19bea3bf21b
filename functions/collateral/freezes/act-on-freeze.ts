import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type OpenRegister, openRegister } from "../register/change-register.ts";
import type { Freeze } from "./rows.ts";
import { freezeSource } from "./rules.ts";

/** A freeze that an authority acts on, with the register that it stands in. */
export interface FreezeActedOn {
  readonly freeze: Freeze;
  readonly open: OpenRegister;
}

/** Reads a freeze for an authority of its area; refused where what it froze has expired, because it ends with it. */
export async function freezeToActOn(
  ports: Pick<CollateralPorts, "own" | "ledger">,
  caller: Parameters<typeof scopeOf>[0],
  freezeId: string,
  at: Instant,
): Promise<Outcome<FreezeActedOn, CollateralRefusal>> {
  const freeze = await ports.own.freeze(freezeId);
  if (!freeze || !scopeOf(caller).answersFor(freeze.area)) return refuse({ code: "not-found" });
  const { account, instrument, partyId, area } = freeze;
  if (isExpired(instrument, at)) return refuse({ code: "position-expired", account, instrument, source: freezeSource("free") });
  return accept({ freeze, open: await openRegister(ports, { account, instrument }, { partyId, area }) });
}
