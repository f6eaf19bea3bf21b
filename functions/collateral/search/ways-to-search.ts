import { comparableName } from "../../../shared/kernel/legal-name.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { creditCodeFault } from "../../../shared/members/credit-code.ts";
import { licenceNumberFault } from "../../../shared/members/licence-number.ts";
import { comparableNumber } from "./comparable-number.ts";

/** One way to search: its name, and whether a value is one. */
export interface Way extends Bilingual {
  readonly fits: (value: string) => boolean;
  /** Whether it finds accounts, so that one instrument may be named with it. */
  readonly accounts: boolean;
}

const account = /^(?:party|site):[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const identifier = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** By what the register is searched. A value that can't be one is refused: nothing that was mistyped is certified as not found. */
export const waysToSearch = {
  creditCode: { zh: "统一社会信用代码", en: "credit code", accounts: false, fits: (value) => creditCodeFault(value) === undefined },
  name: { zh: "单位名称", en: "legal name", accounts: false, fits: (value) => comparableName(value) !== "" },
  account: { zh: "账户", en: "account", accounts: true, fits: (value) => account.test(value) },
  site: { zh: "排污单位", en: "site", accounts: true, fits: (value) => identifier.test(value) },
  licence: { zh: "排污许可证编号", en: "licence number", accounts: true, fits: (value) => licenceNumberFault(value) === undefined },
  unit: { zh: "登记单元", en: "registered unit", accounts: false, fits: (value) => identifier.test(value) },
  number: { zh: "登记或案件编号", en: "number", accounts: false, fits: (value) => comparableNumber(value) !== "" },
} as const satisfies Record<string, Way>;

/** A way to search. */
export type SearchBy = keyof typeof waysToSearch;
/** Their names, for schemas. */
export const namesOfWays = Object.keys(waysToSearch) as [SearchBy, ...SearchBy[]];
