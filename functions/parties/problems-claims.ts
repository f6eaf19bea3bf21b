import { type ProblemTable, problem } from "../../shared/kernel/problem.ts";

/** Refusals about names and disputed registrations. */
export const claimProblems = {
  "name-unchanged": problem<{ readonly name: string }>({
    status: 409,
    title: { zh: "名称未变", en: "Name unchanged" },
    detail: { zh: "单位现名称即为 {name}。", en: "The party's name is {name} already." },
  }),
  "date-to-come": problem<{ readonly date: string; readonly today: string }>({
    status: 422,
    title: { zh: "日期未到", en: "Date to come" },
    detail: {
      zh: "日期 {date} 晚于今天（{today}）；名称变更须以登记机关已生效的文件为准。",
      en: "{date} is later than today ({today}); a name changes by a document that is already in force.",
    },
  }),
  "number-reserved": problem<{ readonly number: string; readonly until?: string }>({
    status: 409,
    title: { zh: "该号码已保留", en: "Number reserved" },
    detail: {
      zh: "经交易所裁决，{number} 已保留给异议人登记。",
      en: "The exchange decided a dispute about {number}: it is reserved for the claimant.",
    },
  }),
  "applicant-left": problem({
    status: 409,
    title: { zh: "申请人已另行登记", en: "Applicant has left" },
    detail: {
      zh: "提出该申请的人员已代表其他单位或已退出，无人可代表该单位，请其重新登记。",
      en: "The person who applied has left or acts for another organisation, so nobody acts for this one. It has to register again.",
    },
  }),
  "registration-disputed": problem<{ readonly disputeId: string }>({
    status: 409,
    title: { zh: "登记存在异议", en: "Registration disputed" },
    detail: {
      zh: "该单位的登记存在未裁决的异议 {disputeId}。请先裁决，或填写据以接纳的文件编号（documentNumber）。",
      en: "The dispute {disputeId} about this registration is open. Decide it first, or name the document to admit on (documentNumber).",
    },
  }),
  "not-registered": problem<{ readonly number: string }>({
    status: 409,
    title: { zh: "尚未登记", en: "Not registered" },
    detail: { zh: "{number} 未被登记，可直接登记。", en: "Nobody has registered {number}; register it yourself." },
  }),
  "own-registration": problem<{ readonly number: string }>({
    status: 409,
    title: { zh: "系本单位登记", en: "Registered by yourself" },
    detail: { zh: "{number} 由本单位登记，不能提出异议。", en: "Your own organisation registered {number}." },
  }),
  "not-disputable": problem({
    status: 403,
    title: { zh: "不可异议", en: "Not disputable" },
    detail: {
      zh: "交易机构的登记由系统设置指定，不可异议。",
      en: "The operator is named in the settings; its registration can't be disputed.",
    },
  }),
  "dispute-open": problem<{ readonly disputeId: string }>({
    status: 409,
    title: { zh: "异议已提出", en: "Dispute open" },
    detail: { zh: "您就此提出的异议 {disputeId} 尚未裁决。", en: "Your dispute {disputeId} about this waits for its decision." },
  }),
  "dispute-decided": problem<{ readonly state: string }>({
    status: 409,
    title: { zh: "异议已裁决", en: "Dispute decided" },
    detail: { zh: "该异议已裁决：{state}。", en: "The dispute was decided: {state}." },
  }),
  "not-held-any-more": problem<{ readonly number: string }>({
    status: 409,
    title: { zh: "已不再登记", en: "Not held any more" },
    detail: {
      zh: "被异议单位已不再登记 {number}，只能驳回异议。",
      en: "The party does not hold {number} any more; the dispute can only be dismissed.",
    },
  }),
} as const satisfies ProblemTable;
