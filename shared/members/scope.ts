import { type AreaTree, city, knownAreas } from "../kernel/areas.ts";
import { accept, type NotFound, type Outcome, refuse } from "../kernel/outcome.ts";
import type { Page, PageRequest } from "../store/client.ts";
import { pageOfAreas } from "../store/pages-in-turn.ts";
import { authorities } from "./vocabulary.ts";

/** The part of a caller that determines its scope. */
export interface ScopedCaller {
  readonly role: string;
  /** Area of the membership. */
  readonly area: string;
  readonly partyId: string;
}

/** Something that belongs to areas, and possibly to a member. */
export interface Scoped {
  readonly areas: readonly string[];
  readonly partyId?: string;
}

/** What a caller may see: what it owns, and what lies in the area it is responsible for. */
export interface Scope {
  /** Area the caller is responsible for: the whole city for the operator, its own area for an authority; undefined for everybody else. */
  readonly area: string | undefined;
  /** Whether an area lies in (or is) the caller's area of responsibility. */
  answersFor(area: string): boolean;
  /** Whether an area overlaps with the caller's area of responsibility: one lies in the other. */
  concerns(area: string): boolean;
  /** Whether something is the caller's own or lies in its area. */
  sees(thing: Scoped): boolean;
  /** The area to list: `wanted`, or the caller's whole area of responsibility; undefined if `wanted` is outside it. */
  areaToList(wanted: string | undefined): string | undefined;
}

/**
 * The scope of a caller in a tree of areas, where the roles in `answering` are responsible for their area; other roles see only what they
 * own.
 */
export function scopeOf(
  { role, area, partyId }: ScopedCaller,
  answering: readonly string[] = authorities,
  { covers }: AreaTree = knownAreas,
): Scope {
  const own = answering.includes(role) ? (role === "operator" ? city : area) : undefined;
  const answersFor = (other: string): boolean => own !== undefined && covers(own, other);
  return {
    area: own,
    answersFor,
    concerns: (other) => answersFor(other) || (own !== undefined && covers(other, own)),
    sees: (thing) => thing.partyId === partyId || thing.areas.some(answersFor),
    areaToList: (wanted = own) => (wanted !== undefined && answersFor(wanted) ? wanted : undefined),
  };
}

/** Query of a list kept by area. */
type AreaListQuery = PageRequest & { readonly area?: string | undefined };

/** A page of a list kept by area: of the requested area, or of the caller's whole area of responsibility. `not-found` outside it. */
export async function pageInScope<Row>(
  scope: Pick<Scope, "areaToList">,
  { area, ...request }: AreaListQuery,
  read: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Outcome<Page<Row>, NotFound>> {
  const listed = scope.areaToList(area);
  return listed === undefined ? refuse({ code: "not-found" }) : accept(await pageOfAreas(listed, request, read));
}

/** A page of a list: of the caller's own things, or of an area in the scope of an authority. */
export async function ownOrInArea<Row>(
  caller: ScopedCaller,
  query: AreaListQuery,
  ofParty: (partyId: string, request: PageRequest) => Promise<Page<Row>>,
  inArea: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Outcome<Page<Row>, NotFound>> {
  const scope = scopeOf(caller);
  const { limit, cursor } = query;
  return scope.area === undefined
    ? accept(await ofParty(caller.partyId, { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }))
    : pageInScope(scope, query, inArea);
}
