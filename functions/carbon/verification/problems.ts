import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** A rule, by the document in which it stands. */
interface Ruled {
  readonly source: string;
}
/** Why a verifier may not verify an entity. */
export const ties = {
  associates: { zh: "与该企业已申报为关联单位", en: "it is declared to be associated with the entity" },
  "prepared-by": { zh: "曾协助编制该报告", en: "it helped to prepare the report" },
  "years-in-a-row": { zh: "连续核查年数超过上限", en: "it would verify the entity for too many years in a row" },
  "verified-before": { zh: "即为原核查机构", en: "it is the one that verified the report before" },
} as const;
/** Such a reason. */
export type Tie = keyof typeof ties;

/** Refusals of verification. */
export const verificationProblems = {
  "verifier-tied": problem<
    Ruled & { readonly tie: Tie; readonly verifierName: string; readonly yearsInARow: number; readonly mostYears: number }
  >({
    status: 409,
    title: { zh: "核查机构须回避", en: "Verifier tied to the entity" },
    detail: {
      zh: "不能委派 {verifierName}：{tie}（{source}）。本次委派后为连续第 {yearsInARow} 年，上限 {mostYears} 年。请委派其他核查机构。",
      en: "{verifierName} can't be assigned: {tie} ({source}). Its years in a row would be {yearsInARow} of at most {mostYears}. Assign another verifier.",
    },
    words: { tie: ties },
  }),
  "not-a-verifier": problem<Ruled & { readonly verifierId: string; readonly found: string }>({
    status: 409,
    title: { zh: "不是在册核查机构", en: "Not an admitted verifier" },
    detail: {
      zh: "单位 {verifierId} 不是已核准的核查机构（{found}；{source}）。请从核查机构名单中选择。",
      en: "{verifierId} is no admitted verifier ({found}; {source}). Choose one from the list of verifiers.",
    },
  }),
  "line-unknown": problem<Ruled & { readonly line: number; readonly lines: number }>({
    status: 422,
    title: { zh: "报告无此行", en: "No such line" },
    detail: {
      zh: "第 {line} 行无效：报告共 {lines} 行，每行只列一次（{source}）。请核对行号。",
      en: "Line {line} can't stand: the report has {lines} lines, each named once ({source}). Check the numbers of the lines.",
    },
  }),
  "conservative-too-low": problem<Ruled & { readonly line: number; readonly reportedTco2: string; readonly reportedTce: string }>({
    status: 422,
    title: { zh: "保守值低于报告值", en: "Not conservative" },
    detail: {
      zh: "第 {line} 行的保守值不得低于报告值：{reportedTco2} tCO2、{reportedTce} tce（{source}）。请提高保守值。",
      en: "The figure for line {line} is below what was reported: {reportedTco2} tCO2, {reportedTce} tce ({source}). State one that is not.",
    },
  }),
  "conservative-stands": problem<Ruled & { readonly line: number }>({
    status: 409,
    title: { zh: "已采用保守值", en: "Conservative figure stands" },
    detail: {
      zh: "第 {line} 行因逾期未答复已采用保守值，不能另行填报（{source}）。请从 changes 中去掉该行。",
      en: "A conservative figure was set for line {line}, as nothing came in time, and it stands ({source}). Leave the line out of `changes`.",
    },
  }),
  "too-many-findings": problem<Ruled & { readonly most: number }>({
    status: 409,
    title: { zh: "不符合项过多", en: "Too many non-conformities" },
    detail: {
      zh: "一次核查最多提出 {most} 个不符合项（{source}）。请合并提出，或作出结论。",
      en: "One verification has at most {most} non-conformities ({source}). Raise them together, or conclude.",
    },
  }),
  "answer-late": problem<Ruled & { readonly answerBy: string }>({
    status: 409,
    title: { zh: "答复逾期", en: "Answer late" },
    detail: {
      zh: "须在 {answerBy} 之前答复，现已逾期，将采用保守值（{source}）。对结果有异议的，可在核查完成后申请复核。",
      en: "It was to be answered before {answerBy}: the conservative figure counts now ({source}). Ask for re-verification once it is concluded.",
    },
  }),
  "response-late": problem<Ruled & { readonly respondBy: string }>({
    status: 409,
    title: { zh: "反馈期已过", en: "Response late" },
    detail: {
      zh: "须在 {respondBy} 之前反馈，现已逾期，核查结果待主管部门核定（{source}）。",
      en: "The response was possible before {respondBy} ({source}). The bureau decides on the verified figures now.",
    },
  }),
  "response-given": problem<Ruled & { readonly given: "agreed" | "requested" }>({
    status: 409,
    title: { zh: "已作反馈", en: "Response given" },
    detail: {
      zh: "贵单位已{given}，一次核查只反馈一次（{source}）。",
      en: "Your party has {given}; it responds once to a verification ({source}).",
    },
    words: {
      given: {
        agreed: { zh: "同意核查结果", en: "agreed with the verified figures" },
        requested: { zh: "申请复核", en: "asked for re-verification" },
      },
    },
  }),
  "no-request": problem<Ruled>({
    status: 409,
    title: { zh: "没有复核申请", en: "Nothing was asked for" },
    detail: {
      zh: "该企业未申请复核，无可决定（{source}）。",
      en: "The entity has not asked for re-verification, so that there is nothing to decide ({source}).",
    },
  }),
  "verifier-needed": problem<Ruled>({
    status: 422,
    title: { zh: "须指定核查机构", en: "Verifier needed" },
    detail: {
      zh: "同意复核须在 verifierId 中指定另一核查机构（{source}）。",
      en: "Whoever grants a re-verification names the other verifier in `verifierId` ({source}).",
    },
  }),
  "result-not-final": problem<Ruled & { readonly awaits: "response" | "reverification"; readonly until: string }>({
    status: 409,
    title: { zh: "核查结果未定", en: "Result not final" },
    detail: {
      zh: "尚待{awaits}，截至 {until}（{source}）。此后再作核定。",
      en: "It waits for {awaits}, until {until} ({source}). Decide on the report after that.",
    },
    words: {
      awaits: {
        response: { zh: "企业反馈或其反馈期届满", en: "the entity's response or the end of its days to respond" },
        reverification: { zh: "复核申请的决定", en: "the decision on a re-verification" },
      },
    },
  }),
} as const satisfies ProblemTable;
