import type { Decimal } from "../../shared/kernel/decimal.ts";
import { stateNamesOf } from "../../shared/kernel/lifecycle.ts";
import type { NotFound } from "../../shared/kernel/outcome.ts";
import { type ProblemTable, problem, type RefusalOf } from "../../shared/kernel/problem.ts";
import { type LicenceSource, licenceSources } from "../../shared/members/licence-rules.ts";
import { licencesLifecycles } from "./lifecycles.ts";

/** How a side that has nothing is read. */
const nothing = { zh: "无", en: "nothing" };

/** Refusals about licences, in addition to the common problems. */
export const licencesProblems = {
  "licence-mismatch": problem<{ readonly licenceNumber: string; readonly siteLicenceNumber: string; readonly source: LicenceSource }>({
    status: 409,
    title: { zh: "不是该场所的排污许可证", en: "Not the site's licence" },
    detail: {
      zh: "该场所的排污许可证为 {siteLicenceNumber}，不是 {licenceNumber}。排污许可证不得转让或借用（{source}）。",
      en: "The site's licence is {siteLicenceNumber}, not {licenceNumber}. A licence can't be used for another site or holder ({source}).",
    },
    words: { source: licenceSources },
  }),
  "licence-not-in-force": problem<{
    readonly licenceNumber: string;
    readonly licenceValidUntil: string;
    readonly source: LicenceSource;
    readonly unlessSource: LicenceSource;
  }>({
    status: 409,
    title: { zh: "排污许可证不在有效期内", en: "Licence not in force" },
    detail: {
      zh: "排污许可证 {licenceNumber} 现不在有效期内（至 {licenceValidUntil}），也没有按期申请而待决定的延续（{source}；{unlessSource}）。",
      en: "The licence {licenceNumber} is not in force (valid until {licenceValidUntil}), and no renewal applied for in time is undecided ({source}; {unlessSource}).",
    },
    words: { source: licenceSources, unlessSource: licenceSources },
  }),
  "site-unconfirmed": problem<{ readonly siteId: string }>({
    status: 409,
    title: { zh: "场所未经确认", en: "Site not confirmed" },
    detail: {
      zh: "场所 {siteId} 尚未经生态环境主管部门确认，或变更后待重新确认。",
      en: "The bureau has not confirmed the site {siteId}, or its holder has changed it since.",
    },
  }),
  "above-holding": problem<{
    readonly tonnes: Decimal;
    readonly heldTonnes: Decimal;
    readonly instrument: string;
    readonly source: LicenceSource;
  }>({
    status: 409,
    title: { zh: "超过持有量", en: "Above what the site holds" },
    detail: {
      zh: "载明量 {tonnes} 吨超过该场所持有的 {heldTonnes} 吨（{instrument}）。许可证载明的是已取得的排污权（{source}）。",
      en: "{tonnes} t are more than the {heldTonnes} t of {instrument} that the site holds. A licence confirms permits that were acquired ({source}).",
    },
    words: { source: licenceSources },
  }),
  "record-unchanged": problem<{ readonly instrument: string }>({
    status: 409,
    title: { zh: "载明内容无变更", en: "Record unchanged" },
    detail: { zh: "{instrument} 已按此登记。", en: "{instrument} already stands in the licence, or is declared, like this." },
  }),
  "record-differs": problem<{
    readonly instrument: string;
    readonly knownTonnes: Decimal;
    readonly tonnes: Decimal;
    readonly source: LicenceSource;
  }>({
    status: 422,
    title: { zh: "更正须有理由", en: "Correction needs a reason" },
    detail: {
      zh: "{instrument} 已申报或载明 {knownTonnes} 吨，所填为 {tonnes} 吨。排污权以许可证载明为准（{source}），更正须填写理由；若企业刚刚申报，请重新核对。",
      en: "{knownTonnes} t of {instrument} are declared or recorded; {tonnes} t need a reason, as the licence confirms permits ({source}). If the holder has just declared them, check again.",
    },
    words: { source: licenceSources },
  }),
  "file-imported": problem<{ readonly importId: string }>({
    status: 409,
    title: { zh: "文件已导入", en: "File already imported" },
    detail: {
      zh: "同一文件已导入（{importId}）。比对完成且满一日后可再次导入。",
      en: "The same file is already imported as {importId}. It can be imported again once it is compared and a day old.",
    },
  }),
  "difference-decided": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "差异已处理", en: "Difference already closed" },
    detail: { zh: "该差异当前状态为“{state}”。", en: "The difference is {state}." },
    words: { state: stateNamesOf(licencesLifecycles.difference) },
  }),
  "difference-remains": problem<{ readonly ours: string; readonly theirs: string; readonly remedy: string }>({
    status: 409,
    title: { zh: "差异仍然存在", en: "Difference remains" },
    detail: {
      zh: "本系统为“{ours}”，文件为“{theirs}”。请先更正（{remedy}），或以理由驳回该差异。",
      en: "Here it is “{ours}”, in the file “{theirs}”. Correct it with {remedy} first, or dismiss the difference.",
    },
    words: { ours: { "": nothing }, theirs: { "": nothing } },
  }),
} as const satisfies ProblemTable;

/** Any refusal of licences. */
export type LicencesRefusal = RefusalOf<typeof licencesProblems> | NotFound;
