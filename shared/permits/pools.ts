import { city, covers } from "../kernel/areas.ts";
import { required } from "../kernel/invariant.ts";
import { growingWords, growingWordsOut, words } from "../kernel/schemas.ts";
import data from "./pools.json" with { type: "json" };

const media = ["air", "water"] as const;
/** What is polluted. */
export const medium = words("Medium", media, "What is polluted");

/** A pool in which emissions are counted together: a city for air, a river basin for water (trading limit 2 of Hubei). */
export interface Pool {
  readonly id: string;
  readonly medium: (typeof media)[number];
  readonly zh: string;
  readonly en: string;
  /** Area of the regulators responsible for it. */
  readonly area: string;
}
/** A pollutant with tradable permits. */
export interface Pollutant {
  readonly code: string;
  readonly medium: (typeof media)[number];
  readonly zh: string;
  readonly en: string;
}

/** All pools. */
export const pools: readonly Pool[] = data.pools as readonly Pool[];
/** Pollutants traded in Hubei. */
export const pollutants: readonly Pollutant[] = data.pollutants as readonly Pollutant[];

const poolIdWords = ["PoolId", data.pools.map(({ id }) => id), "Pool: a city for air, a river basin for water"] as const;
/** A known pool's id. */
export const poolId = growingWords(...poolIdWords);
/** A pool's id in answers and facts. */
export const poolIdOut = growingWordsOut(...poolIdWords);
const basinIdWords = ["BasinId", data.pools.flatMap(({ id, medium }) => (medium === "water" ? id : [])), "River basin"] as const;
/** A known river basin's id. */
export const basinId = growingWords(...basinIdWords);
/** A river basin's id in answers and facts. */
export const basinIdOut = growingWordsOut(...basinIdWords);
const pollutantCodeWords = ["PollutantCode", data.pollutants.map(({ code }) => code), "Pollutant"] as const;
/** A known pollutant's code. */
export const pollutantCode = growingWords(...pollutantCodeWords);
/** A pollutant's code in answers and facts. */
export const pollutantCodeOut = growingWordsOut(...pollutantCodeWords);

/** The area of the regulators responsible for a pool; throws for an unknown pool. */
export function areaOfPool(pool: string): string {
  const { area } = required(
    pools.find(({ id }) => id === pool),
    `pool ${pool}`,
  );
  return area;
}

/** Classes of instruments that name a pollutant and a pool. */
const pooled = ["permit", "quota", "headroom"];

/**
 * The area whose regulators answer for an instrument: that of its pool for permits, quota and headroom. All else is the city's: cash, and
 * needs, allowances, rights and income, whose names tell no pool.
 */
export function areaOfInstrument(instrument: string): string {
  const [kind = "", , pool = ""] = instrument.split("/");
  return (pooled.includes(kind) && pools.find(({ id }) => id === pool)?.area) || city;
}

/** The medium of a pollutant; undefined for an unknown one. */
export function mediumOf(pollutant: string): Pollutant["medium"] | undefined {
  return pollutants.find(({ code }) => code === pollutant)?.medium;
}

/** The pool in which a site's emission of a pollutant counts; undefined for an unknown pollutant. */
export function poolOf(pollutant: string, site: { readonly area: string; readonly basin: string }): string | undefined {
  const medium = mediumOf(pollutant);
  if (medium === "water") return site.basin;
  return medium === "air" ? pools.find((pool) => pool.medium === "air" && covers(pool.area, site.area))?.id : undefined;
}

/** Whether a pollutant is counted in a pool: air pollutants in cities, water pollutants in basins. */
export function fitsPool(pollutant: string, pool: string): boolean {
  const medium = mediumOf(pollutant);
  return medium !== undefined && pools.some((each) => each.id === pool && each.medium === medium);
}
