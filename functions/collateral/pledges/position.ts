import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import type { Party } from "../../../shared/members/members.ts";
import { areaOfInstrument } from "../../../shared/permits/pools.ts";
import type { CollateralPorts } from "../ports.ts";
import { type OpenRegister, openRegister } from "../register/change-register.ts";
import type { PositionName } from "../register/rows.ts";

/** A position with what lies on it. */
export interface OpenPosition extends OpenRegister {
  readonly position: Position;
}

/** Owner and area of an account, if it is the member's own: itself, or one of its sites. */
export async function ownedArea({ members }: Pick<CollateralPorts, "members">, party: Party, account: string): Promise<string | undefined> {
  const [kind, id = ""] = account.split(":");
  invariant(kind === "party" || kind === "site", "an account of a member");
  if (kind === "party") return id === party.partyId ? party.area : undefined;
  return (await members.site(party.partyId, id))?.area;
}

/** Owner and area of an account; undefined where there is no such member or site. */
export async function accountOwner(
  { members }: Pick<CollateralPorts, "members">,
  account: string,
): Promise<{ readonly partyId: string; readonly area: string } | undefined> {
  const [kind, id = ""] = account.split(":");
  return kind === "party" ? members.party(id) : members.holder(id);
}

/** Reads a position and what lies on it. */
export async function openPosition(
  ports: Pick<CollateralPorts, "own" | "ledger">,
  name: PositionName,
  owner: { readonly partyId: string; readonly area: string },
): Promise<OpenPosition> {
  // The register first: a slice that was released meanwhile is free at worst too late, never too early.
  const open = await openRegister(ports, name, owner);
  return { ...open, position: await ports.ledger.position(name.account, name.instrument) };
}

/** The areas whose authorities something on a position concerns: those of its account and of its instrument. */
export function areasOf(area: string, instruments: readonly Instrument[]): string[] {
  return [...new Set([area, ...instruments.map(areaOfInstrument)])];
}
