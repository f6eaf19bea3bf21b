import { areasAround } from "../../../shared/kernel/areas.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { Pledge } from "./rows.ts";

/** Whether a caller is party to a pledge, as its bank or its pledgor. */
export function isPartyTo({ partyId }: Pick<ScopedCaller, "partyId">, { bank, pledgor }: Pick<Pledge, "bank" | "pledgor">): boolean {
  return bank.partyId === partyId || pledgor.partyId === partyId;
}

/** Whether a caller is an authority of an area in which something of a pledge lies: it sees the pledge, and does with it what authorities do. */
export function answersForPledge(caller: ScopedCaller, { areas }: Pick<Pledge, "areas">): boolean {
  return areas.some(scopeOf(caller).answersFor);
}

/** Whether a caller may read a pledge and what is about it: as a party to it, or as an authority that answers for it. */
export function maySee(caller: ScopedCaller, pledge: Pick<Pledge, "bank" | "pledgor" | "areas">): boolean {
  return isPartyTo(caller, pledge) || answersForPledge(caller, pledge);
}

/** The same, where only a row about the pledge is at hand. The row repeats no areas: those of a pledge grow. */
export async function answersFor(
  own: { pledge(pledgeId: string): Promise<Pledge | undefined> },
  caller: ScopedCaller,
  { pledgeId }: Pick<Pledge, "pledgeId">,
): Promise<boolean> {
  const pledge = await own.pledge(pledgeId);
  return pledge !== undefined && answersForPledge(caller, pledge);
}

/**
 * The areas in whose lists something about a pledge is: each in which something of the pledge lies, and each around those. A list of an area is
 * so one partition, in which a pledge on sites of two districts is once, also where both are listed together.
 */
export function areasListing({ areas }: Pick<Pledge, "areas">): readonly string[] {
  return [...new Set(areas.flatMap((area) => [area, ...areasAround(area)]))];
}

/** A page of a list of what is about pledges: of the caller's own, or of an area in the scope of an authority. `not-found` outside it. */
export async function ownOrListedIn<Row>(
  caller: ScopedCaller,
  { area, limit, cursor }: PageRequest & { readonly area?: string | undefined },
  ofParty: (partyId: string, request: PageRequest) => Promise<Page<Row>>,
  inArea: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Outcome<Page<Row>, NotFound>> {
  const scope = scopeOf(caller);
  const request = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
  if (scope.area === undefined) return accept(await ofParty(caller.partyId, request));
  const listed = scope.areaToList(area);
  return listed === undefined ? refuse({ code: "not-found" }) : accept(await inArea(listed, request));
}
