import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { message } from "../../../shared/kernel/message.ts";
import { type ProblemTable, problem } from "../../../shared/kernel/problem.ts";

/** What was found, and the document and article of the rule. */
interface Excluding {
  readonly because: string;
  readonly source: string;
}

/** Refusals of whoever pledges what is excluded. */
export const exclusionProblems = {
  "unpaid-fee": problem<Excluding>({
    status: 409,
    title: { zh: "有偿使用费未缴清", en: "Use fee not paid" },
    detail: {
      zh: "{because}，不能质押（{source}）。请先缴清有偿使用费。",
      en: "It can't be pledged: {because} ({source}). Pay the use fee first.",
    },
  }),
  excluded: problem<Excluding & { readonly rule: string }>({
    status: 409,
    title: { zh: "属于排除情形", en: "Excluded from being pledged" },
    detail: {
      zh: "{because}，不能质押（{source}）。请待该情形消除后再办理。",
      en: "It can't be pledged: {because} ({source}). Come back once that is no longer so.",
    },
  }),
} as const satisfies ProblemTable;

const source = message("湖南省排污权抵押贷款管理办法", "Hunan measure on loans against emission permits");

/** Facts of these problems. */
export const exclusionProblemFacts: SampleFacts["ofCode"] = {
  "unpaid-fee": { because: message("3 吨尚未缴清有偿使用费", "the use fee of 3 t of it is not paid"), source },
  excluded: {
    rule: "major-accident",
    because: message("2026-03-02 发生重大环境污染事故（鄂环〔2026〕7号）", "a major accident happened on 2026-03-02 (鄂环〔2026〕7号)"),
    source,
  },
};
