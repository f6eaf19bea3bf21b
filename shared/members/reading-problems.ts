import { type ProblemTable, problem } from "../kernel/problem.ts";

/** Refusals of reading another party's data because of who reads. */
export const readerProblems = {
  "reader-suspended": problem<{ readonly reason: string }>({
    status: 403,
    title: { zh: "会员资格已暂停", en: "Membership suspended" },
    detail: {
      zh: "贵单位已被暂停（{reason}），暂停期间不得查询他人数据。",
      en: "Your organisation is suspended ({reason}) and can't read the data of others until it is reinstated.",
    },
  }),
  "reader-letter-over": problem<{ readonly from: string; readonly until: string }>({
    status: 403,
    title: { zh: "授权书不在有效期", en: "Letter of authority not valid" },
    detail: {
      zh: "您的授权书有效期为 {from} 至 {until}，现不得查询他人数据。请由本单位代表续期。",
      en: "Your letter of authority is valid from {from} to {until}; the data of others is not read without one. Ask a representative to renew it.",
    },
  }),
} as const satisfies ProblemTable;
