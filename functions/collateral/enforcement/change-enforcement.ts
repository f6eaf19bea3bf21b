import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { areasOf } from "../pledges/position.ts";
import type { CollateralPorts } from "../ports.ts";
import type { Slice } from "../register/rows.ts";
import { enforcementFacts } from "./contract.ts";
import type { Enforcement } from "./rows.ts";
import { enforcementData } from "./views.ts";

/** Who acts: a person, with a second one where it took two, or a consumer. */
export interface Actor {
  readonly subject: string;
  readonly approvedBy?: string | undefined;
}

/** An enforcement that a caller changes as its bank or its pledgor. */
export async function changedBy(
  { own }: Pick<CollateralPorts, "own">,
  { partyId }: { readonly partyId: string },
  { enforcementId }: { readonly enforcementId: string },
  as: "bankId" | "pledgorId",
): Promise<Outcome<Enforcement, NotFound>> {
  const enforcement = await own.enforcement(enforcementId);
  return enforcement?.[as] === partyId ? accept(enforcement) : refuse({ code: "not-found" });
}

/** The next version of an enforcement. */
export function nextEnforcement(enforcement: Enforcement, change: Partial<Enforcement>): Enforcement {
  return { ...enforcement, ...change, version: enforcement.version + 1 };
}

/** Envelope of a fact about an enforcement that concerns some members. */
export function aboutEnforcement(by: Actor, at: Instant, { area, instrument }: Enforcement, parties: readonly string[]) {
  return factEnvelopeOf(by, at, { parties: [...new Set(parties)], areas: areasOf([area], [instrument]) });
}

/** The fact that tells other banks on some slices what becomes of the tonnes; none where there are no others. */
export function notedWrites(
  { own }: Pick<CollateralPorts, "own">,
  by: Actor,
  at: Instant,
  enforcement: Enforcement,
  slices: readonly Slice[],
): readonly WriteFragment<never>[] {
  const banks = slices.flatMap(({ entries }) => entries.map(({ bankId }) => bankId)).filter((bankId) => bankId !== enforcement.bankId);
  if (banks.length === 0) return [];
  const data = { ...enforcementData(enforcement), state: enforcement.state };
  return [own.state(enforcementFacts.enforcementNoted, { ...aboutEnforcement(by, at, enforcement, banks), data })];
}
