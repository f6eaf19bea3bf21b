import { commonProblems, problemDocument } from "../../../shared/http/problems.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { pledgesProblems } from "./problems.ts";

/** What a refusal of pledging says in both languages, as the call that is refused would be told. */
export function inWords(refusal: Refusal): Bilingual {
  const table = { ...commonProblems, ...pledgesProblems };
  const said = (language: keyof Bilingual) => problemDocument(table, refusal as never, { instance: "", language }).detail;
  return { zh: said("zh"), en: said("en") };
}
