import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** Refusals of factor sets, key entities, the city's energy and coverage. */
export const registerProblems = {
  "version-differs": problem<{ readonly stands: number; readonly named: number }>({
    status: 409,
    title: { zh: "版本不符", en: "Another version stands" },
    detail: {
      zh: "现行版本为 {stands}（0 表示尚无），所填更正针对版本 {named}（0 表示未填 correction）。已公布的版本不修改：请读取现行版本，并在 correction 中写明其版本号和理由。",
      en: "Version {stands} stands (0: none yet), and the correction names version {named} (0: no correction). What stands is never edited: read it, and name its version and your reason in `correction`.",
    },
  }),
  "factor-sets-conflict": problem<{
    readonly source: string;
    readonly year: string;
    readonly area: string;
    readonly factorSetId: string;
    readonly version: number;
  }>({
    status: 409,
    title: { zh: "同年同区已有因子", en: "Two sets for the same year" },
    detail: {
      zh: "{year} 年、区域 {area} 已由“{factorSetId}”（版本 {version}）规定因子，一年一区只能有一套（{source}）。请先以新版本限定其最后年份，或改用其他年份。",
      en: "For {year} in {area} the factors are those of {factorSetId} (version {version}), and there is one set for a year and area ({source}). Give that one a last year by a new version first, or take other years.",
    },
  }),
  "no-factor-set": problem<{ readonly source: string; readonly year: string; readonly area: string; readonly grid: string }>({
    status: 409,
    title: { zh: "该年无有效因子", en: "No factors in force" },
    detail: {
      zh: "{year} 年、区域 {area} 尚未公布因子（电网“{grid}”；为空表示因子集本身缺失）。不使用任何默认值（{source}）。请主管部门公布后再试。",
      en: "No factors are published for {year} in {area} (grid {grid}; empty where the set itself is missing), and nothing is assumed in their place ({source}). Try again when the bureau has published them.",
    },
  }),
  "report-accepted": problem<{ readonly source: string; readonly year: string; readonly market: string; readonly wanted: string }>({
    status: 409,
    title: { zh: "年度报告已核定", en: "Report accepted" },
    detail: {
      zh: "该单位 {year} 年的报告已在市场 {market} 核定，清缴义务随之产生，不能改为 {wanted}（{source}）。请先重新打开报告，再更正名录。",
      en: "The report of {year} is accepted in the market {market}, and what is to be surrendered there rests on it: the list does not change to {wanted} ({source}). Reopen the report first, then correct the list.",
    },
  }),
  "key-entity-not-an-enterprise": problem<{ readonly source: string; readonly partyId: string; readonly partyType: string }>({
    status: 422,
    title: { zh: "不是企业", en: "Not an enterprise" },
    detail: {
      zh: "单位 {partyId} 的类型为 {partyType}；重点排放单位名录只列企业（{source}）。",
      en: "The member {partyId} is a {partyType}; the list of key entities names enterprises ({source}).",
    },
  }),
  "not-a-key-entity": problem<{ readonly source: string; readonly partyId: string; readonly year: string }>({
    status: 409,
    title: { zh: "不在名录中", en: "Not on the list" },
    detail: {
      zh: "{partyId} 不在 {year} 年重点排放单位名录中（{source}）。请向所在地主管部门申请列入。",
      en: "{partyId} is not on the list of key entities of {year} ({source}). Ask the bureau of its area to put it there.",
    },
  }),
} as const satisfies ProblemTable;
