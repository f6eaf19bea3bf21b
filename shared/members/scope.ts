import { type AreaTree, city, knownAreas } from "../kernel/areas.ts";
import { accept, type NotFound, type Outcome, refuse } from "../kernel/outcome.ts";
import { pageOfAreas } from "../store/area-pages.ts";
import type { Page, PageRequest } from "../store/client.ts";

/** Who asks, as far as scope goes. */
export interface ScopedCaller {
  readonly role: string;
  /** Area of the membership. */
  readonly area: string;
  readonly partyId: string;
}

/** Something that belongs to areas, and perhaps to a member. */
export interface Scoped {
  readonly areas: readonly string[];
  readonly partyId?: string;
}

/** What a caller may see: what is its own, and what lies in the area it answers for. */
export interface Scope {
  /** Area the caller answers for: the whole city for the operator, its own for an authority; undefined for everybody else. */
  readonly area: string | undefined;
  /** Whether an area is the one answered for or lies in it. */
  answersFor(area: string): boolean;
  /** Whether an area and the one answered for overlap: one lies in the other. */
  concerns(area: string): boolean;
  /** Whether something is the caller's own or lies in its area. */
  sees(thing: Scoped): boolean;
  /** The area to list: `wanted`, or all that the caller answers for; undefined when that lies outside its scope. */
  areaToList(wanted: string | undefined): string | undefined;
}

/** Roles that answer for an area. */
const authorities = ["operator", "regulator", "district"] as const;
/** Those of them that supervise trade: facts, accounts, awards. */
export const tradeAuthorities = ["operator", "regulator"] as const;

/** The scope of a caller where the roles in `answering` answer for their area in a tree of areas; other roles see what is their own. */
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

/** What the caller of a list kept area by area asks for. */
type AreaListQuery = PageRequest & { readonly area?: string | undefined };

/** A page of a list that is kept area by area: of the area asked for, or of all that the caller answers for. `not-found` outside its scope. */
export async function pageInScope<Row>(
  scope: Pick<Scope, "areaToList">,
  { area, ...request }: AreaListQuery,
  read: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Outcome<Page<Row>, NotFound>> {
  const listed = scope.areaToList(area);
  return listed === undefined ? refuse({ code: "not-found" }) : accept(await pageOfAreas(listed, request, read));
}
