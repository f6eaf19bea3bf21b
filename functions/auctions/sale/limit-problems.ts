import { areas } from "../../../shared/kernel/areas.ts";
import { type ProblemTable, problem, type Words } from "../../../shared/kernel/problem.ts";
import { pollutants } from "../../../shared/permits/pools.ts";
import { limitNames } from "../../../shared/permits/trading-limits.ts";

/** What every refusal for a trading limit names: all limits that the trade breaks, and where this one is written. */
interface LimitFacts {
  readonly limits: readonly string[];
  readonly source: string;
}
const areaNames: Words = Object.fromEntries(areas.map(({ code, zh, en }) => [code, { zh, en }]));
const targetNames: Words = {
  air: { zh: "大气", en: "air" },
  water: { zh: "水", en: "water" },
  ...Object.fromEntries(pollutants.map(({ code, zh, en }) => [code, { zh, en }])),
};
const differences: Words = {
  province: { zh: "省份", en: "province" },
  pool: { zh: "总量单元", en: "pool" },
  needPool: { zh: "核定需求的总量单元", en: "pool of the certified need" },
  sourceClass: { zh: "污染源类别", en: "source class" },
  thermalPower: { zh: "火电", en: "thermal power" },
};

/** Refusals of what the trading limits forbid. */
export const limitProblems = {
  "lot-not-for-site": problem<LimitFacts & { readonly limit: string; readonly rule: string; readonly lot: string; readonly site: string }>({
    status: 409,
    title: { zh: "标的不适用于该场所", en: "Lot not for this site" },
    detail: {
      zh: "{limit}。{rule}：标的为 {lot}，该场所为 {site}（依据：{source}）。",
      en: "{limit}: the {rule} of the lot is {lot}, that of the site {site} (source: {source}).",
    },
    words: { limit: limitNames, rule: differences },
  }),
  "area-misses-target": problem<
    LimitFacts & {
      readonly area: string;
      readonly target: string;
      readonly pollutant: string;
      readonly until: string;
      readonly documentNumber: string;
    }
  >({
    status: 409,
    title: { zh: "所在地区环境质量未达标", en: "Area misses its quality target" },
    detail: {
      zh: "{area} 的{target}环境质量未达标（{documentNumber}，至 {until}），其场所不得购入增加本地区总量的 {pollutant} 排污权（依据：{source}）。",
      en: "{area} misses its quality target for {target} until {until} ({documentNumber}): its sites buy no {pollutant} that raises its total (source: {source}).",
    },
    words: { area: areaNames, target: targetNames },
  }),
} as const satisfies ProblemTable;
