import { type ProblemTable, problem, type RefusalOf } from "../../../shared/kernel/problem.ts";
import { readerProblems } from "../../../shared/members/reading-problems.ts";

/** Refusals of reading another party's data. */
export const readingsProblems = {
  ...readerProblems,
  "purpose-missing": problem<{ readonly operation: string }>({
    status: 422,
    title: { zh: "未填写查询目的", en: "No purpose given" },
    detail: {
      zh: "本次查询涉及其他单位的数据，须填写查询目的（purpose）；查询将先登记，被查询单位可见。",
      en: "This query shows data of others and needs a `purpose`. It is recorded before it is answered, and whoever it is about sees it.",
    },
  }),
  "investigation-not-allowed": problem<{ readonly role: string }>({
    status: 403,
    title: { zh: "无权标注调查", en: "Investigations are marked by regulators only" },
    detail: {
      zh: "只有监管机构可将查询标注为调查，贵单位的角色为“{role}”。请去掉 investigation 后重新查询。",
      en: "Only a regulator can mark a query as part of an investigation; your role is {role}. Leave out `investigation`.",
    },
  }),
  "reading-over": problem<{ readonly recordedAt: string; readonly until: string }>({
    status: 409,
    title: { zh: "登记的查询已过期", en: "The recorded reading is over" },
    detail: {
      zh: "该查询于 {recordedAt} 登记，翻页至 {until} 有效。请去掉翻页游标重新查询，系统将重新登记。",
      en: "This query was recorded at {recordedAt} and could be paged until {until}. Ask again without the cursor; it is then recorded anew.",
    },
  }),
} as const satisfies ProblemTable;

/** Why another party's data is not read. */
export type ReadingRefusal = RefusalOf<typeof readingsProblems>;

/** Codes of these refusals, for the endpoints that read the data of others. */
export const readingRefusals = Object.keys(readingsProblems) as (keyof typeof readingsProblems)[];
