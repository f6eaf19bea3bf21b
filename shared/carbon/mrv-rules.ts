import type { Bilingual } from "../kernel/problem.ts";
import data from "./mrv-rules.json" with { type: "json" };

/** A number of the rules of monitoring, reporting and verification, with its document; `unverified` says what is not known about it. */
export interface MrvRule<Value extends string | number = string | number> {
  readonly value: Value;
  readonly source: Bilingual;
  readonly unverified?: string;
}
/** Rules of monitoring, reporting and verification by name: days are numbers, shares and tonnes decimal strings. */
export const mrvRules = data satisfies Readonly<Record<string, MrvRule>>;
