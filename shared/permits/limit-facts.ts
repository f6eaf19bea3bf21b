import { areasAround } from "../kernel/areas.ts";
import type { Item, Key } from "../store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { limitLifecycles } from "./limit-lifecycles.ts";
import { type LimitException, limitIds, type MissedTarget } from "./trading-limits.ts";

const targetFields = {
  ...{ area: text, target: text, from: text, until: text, documentNumber: text },
  state: oneOf(...limitLifecycles.areaTarget.states),
  recordedAt: text,
  version: integer,
};
/** A span of days in which an area misses a quality target. One that is met ends with the day before. */
export type AreaTarget = RowOf<typeof targetFields>;
/** Rows of targets. */
export const targetCodec = rowCodec(targetFields);

const exceptionFields = {
  exceptionId: text,
  limit: oneOf(...limitIds),
  pollutant: text,
  /** Area of the site, or the area whose sites it is for. */
  area: text,
  partyId: optional(text),
  siteId: optional(text),
  ...{ approvalNumber: text, from: text, until: text },
  state: oneOf(...limitLifecycles.limitException.states),
  reason: optional(text),
  grantedAt: text,
  version: integer,
};
/** An approved exception from a trading limit. */
export type GrantedException = RowOf<typeof exceptionFields>;
/** Rows of exceptions. */
export const exceptionCodec = rowCodec(exceptionFields);

/** Partition of what limits an area: the targets it misses, and exceptions for all of its sites. */
export function limitsOfArea(area: string): string {
  return `limits#area#${area}`;
}
/** Partition of the exceptions for the sites of a party. */
export function limitsOfParty(partyId: string): string {
  return `limits#party#${partyId}`;
}
/** Key of a target. */
export function targetKey({ area, target, from }: Pick<AreaTarget, "area" | "target" | "from">): Key {
  return { pk: limitsOfArea(area), sk: `target#${target}#${from}` };
}
/** Key of an exception: with its site's party, or with its area. */
export function exceptionKey({
  exceptionId,
  area,
  partyId,
  siteId,
}: Pick<GrantedException, "exceptionId" | "area" | "partyId" | "siteId">): Key {
  return partyId === undefined || siteId === undefined
    ? { pk: limitsOfArea(area), sk: `exception#${exceptionId}` }
    : { pk: limitsOfParty(partyId), sk: `exception#${siteId}#${exceptionId}` };
}

/** What the bureau has stated that limits trades of a site. */
export interface LimitFacts {
  readonly missed: readonly MissedTarget[];
  readonly exceptions: readonly LimitException[];
}
/** Reads what limits the trades of a site. */
export interface LimitReader {
  /** All that was stated for a site, its area and the areas that this lies in, whenever it holds; strongly consistent. */
  limitsOn(site: { readonly partyId: string; readonly siteId: string; readonly area: string }): Promise<LimitFacts>;
}

/** The reads of limits in the table Permits: a query for each area around the site, and one for the site. */
export function limitReader(table: Pick<Table, "allOf">): LimitReader {
  return {
    async limitsOn({ partyId, siteId, area }) {
      const [ofAreas, ofSite] = await Promise.all([
        table.allOf({}, areasAround(area).map(limitsOfArea), (item) => item),
        table.allOf({ prefix: `exception#${siteId}#` }, [limitsOfParty(partyId)], (item) => item),
      ]);
      const [targets, exceptions] = [ofAreas.filter(isTarget), [...ofAreas.filter((item) => !isTarget(item)), ...ofSite]];
      const granted = exceptions.map(exceptionCodec.decode).filter(({ state }) => state === "granted");
      return { missed: targets.map(targetCodec.decode), exceptions: granted.map(asException) };
    },
  };
}

function isTarget({ sk }: Item): boolean {
  return sk?.S?.startsWith("target#") === true;
}

function asException({ exceptionId, limit, pollutant, area, siteId, approvalNumber, from, until }: GrantedException): LimitException {
  const scope = siteId === undefined ? ({ kind: "area", area } as const) : ({ kind: "site", siteId } as const);
  return { exceptionId, limit, pollutant, scope, approvalNumber, from, until };
}
