import { invariant } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import type { Party } from "../../../shared/members/members.ts";
import { areaOfInstrument } from "../../../shared/permits/pools.ts";
import type { CollateralPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import { type OpenRegister, openRegister } from "../register/change-register.ts";
import type { PositionName } from "../register/rows.ts";
import type { PledgedSite } from "./rows.ts";

/** A position with what lies on it. */
export interface OpenPosition extends OpenRegister {
  readonly position: Position;
}

/** Where some parts lie: their areas, each once, and the sites among their accounts, as they are named now. */
export interface PlacesOfParts {
  readonly areas: readonly string[];
  readonly sites: readonly PledgedSite[];
}

/** The areas and sites in which some parts lie; refused where an account is not the pledgor's own. */
export async function placesOfParts(
  ports: Pick<CollateralPorts, "members">,
  pledgorId: string,
  pledgor: Party | undefined,
  parts: readonly Pick<PositionName, "account">[],
): Promise<Outcome<PlacesOfParts, CollateralRefusal>> {
  const owned = await Promise.all(parts.map(async ({ account }) => pledgor && ownedPlace(ports, pledgor, account)));
  const foreign = parts.find((_part, place) => owned[place] === undefined);
  if (foreign) return refuse({ code: "pledgor-unknown", pledgorId, account: foreign.account });
  const sites = new Map(owned.flatMap((place) => (place && "siteId" in place ? [[place.account, place]] : [])));
  return accept({ areas: [...new Set(owned.flatMap((place) => place?.siteArea ?? []))], sites: [...sites.values()] });
}

/** The place of an account, if it is the member's own: itself, or one of its sites. */
async function ownedPlace(
  { members }: Pick<CollateralPorts, "members">,
  party: Party,
  account: string,
): Promise<PledgedSite | Pick<PledgedSite, "siteArea"> | undefined> {
  const { kind, id } = readAccount(account);
  invariant(kind === "party" || kind === "site", "an account of a member");
  if (kind === "party") return id === party.partyId ? { siteArea: party.area } : undefined;
  const site = await members.site(party.partyId, id);
  return site && { account, siteId: id, siteName: site.name, siteArea: site.area, licenceNumber: site.licenceNumber };
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

/** The areas whose authorities something on positions concerns: those of their accounts and of their instruments. */
export function areasOf(areas: readonly string[], instruments: readonly Instrument[]): string[] {
  return [...new Set([...areas, ...instruments.map(areaOfInstrument)])];
}
