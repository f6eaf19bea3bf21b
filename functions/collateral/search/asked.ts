import * as z from "zod";
import { comparableName } from "../../../shared/kernel/legal-name.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Bilingual, RefusalOf, Words } from "../../../shared/kernel/problem.ts";
import { instant, shortText, words } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { creditCodeFault } from "../../../shared/members/credit-code.ts";
import { licenceNumberFault } from "../../../shared/members/licence-number.ts";
import { comparableNumber } from "./comparable-number.ts";
import type { searchProblems } from "./problems.ts";

/** One way to search: its name, and whether a value is one. */
interface Way extends Bilingual {
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
const names = Object.keys(waysToSearch) as [SearchBy, ...SearchBy[]];
/** Their names for people. */
export const searchWords: Words<SearchBy> = waysToSearch;

/** By what the register is searched. */
export const searchBy = words(
  "CollateralSearchBy",
  names,
  "By what the register is searched; `number` is that of a registration, a filing, a court's case or a certificate",
);

/** What is asked of the register. */
export const askedFields = {
  by: searchBy,
  value: shortText.describe("What is searched for; of a name, width of characters, case, blanks and punctuation do not matter"),
  instrument: instrumentName.optional().describe("One instrument only; with `account`, `site` or `licence`"),
  at: instant.optional().describe("As of when; now when absent, and never later"),
} as const;
/** See `askedFields`. */
export const askedSchema = z.object(askedFields);
/** See `askedFields`. */
export type Asked = z.output<typeof askedSchema>;

/** Checks that a question can be asked at an instant: a value of its kind, an instrument only where it means something, nothing to come. */
export function checkAsked({ by, value, instrument, at }: Asked, now: string): Outcome<true, RefusalOf<typeof searchProblems>> {
  const way = waysToSearch[by];
  if (!way.fits(value)) return refuse({ code: "search-value-invalid", by, value });
  if (instrument !== undefined && !way.accounts) return refuse({ code: "search-instrument-unused", by });
  return at !== undefined && at > now ? refuse({ code: "search-instant-to-come", at, now }) : accept(true);
}
