import data from "./areas.json" with { type: "json" };
import { growingWords, growingWordsOut, words } from "./schemas.ts";

/** Kinds of areas. */
const areaKinds = ["city", "district", "zone"] as const;
/** A kind of area. */
export const areaKind = words("AreaKind", areaKinds, "Kind of area");

/** An area: the city, a district with its GB/T 2260 code, or a functional zone with an internal id. */
export interface Area {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: (typeof areaKinds)[number];
  /** The area it belongs to; the city has none. */
  readonly parent?: string;
}

/** All areas. */
export const areas: readonly Area[] = data.areas as readonly Area[];
/** The code of the whole city. */
export const city = "420700";

const areaCodeWords = ["AreaCode", data.areas.map(({ code }) => code), "Area code: city, district or functional zone"] as const;
/** A known area's code. */
export const areaCode = growingWords(...areaCodeWords);
/** An area's code in answers and facts. */
export const areaCodeOut = growingWordsOut(...areaCodeWords);

/** The hierarchy of areas. */
export interface AreaTree {
  /** Whether `area` is `scope` or lies in it, at any depth: a sub-district lies in its district, and both lie in the city. */
  covers(scope: string, area: string): boolean;
}

/** Builds the tree of some areas. An area that is not among them lies only in itself. */
export function areaTree(among: readonly Pick<Area, "code" | "parent">[]): AreaTree {
  const parents: ReadonlyMap<string, string | undefined> = new Map(among.map(({ code, parent }) => [code, parent]));
  return {
    covers(scope, area) {
      let next: string | undefined = area;
      for (let depth = 0; next !== undefined && depth <= among.length; depth += 1) {
        if (next === scope) return true;
        next = parents.get(next);
      }
      return false;
    },
  };
}

/** The tree of all known areas. */
export const knownAreas: AreaTree = areaTree(areas);

/** Whether `area` is `scope` or lies in it, among the known areas. */
export function covers(scope: string, area: string): boolean {
  return knownAreas.covers(scope, area);
}

/** Codes of an area and of everything in it, in the order of the data. */
export function areasWithin(scope: string): readonly string[] {
  return areas.map(({ code }) => code).filter((code) => covers(scope, code));
}

/** Codes of an area and of everything that it lies in, in the order of the data. */
export function areasAround(area: string): readonly string[] {
  return areas.map(({ code }) => code).filter((code) => covers(code, area));
}

/**
 * The province of an area, as the code of its GB/T 2260 division: that of the area itself or, for a functional zone, of what it lies in.
 * Undefined for an area that is not known.
 */
export function provinceOf(area: string): string | undefined {
  const division = areasAround(area).find((code) => /^\d{6}$/.test(code));
  return division && `${division.slice(0, 2)}0000`;
}
