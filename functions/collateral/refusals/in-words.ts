import { commonProblems, problemDocument } from "../../../shared/http/problems.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Bilingual, ProblemTable } from "../../../shared/kernel/problem.ts";
import { agreedProblems } from "../changes/agreed/problems.ts";
import { pledgesProblems } from "../pledges/problems.ts";
import { type Ending, keptInWords, tells } from "./what-refusals-tell.ts";

const problems: ProblemTable = { ...commonProblems, ...pledgesProblems, ...agreedProblems };

/** What a bank was told of a firm in both languages: one refusal as the bank had it, of several what they are. */
export function endingsInWords(endings: readonly Ending[]): Bilingual {
  const telling = endings.filter(tells);
  const [first] = telling;
  if (telling.length === 1 && first && first.code !== "kept") return { zh: detailOf(first, "zh"), en: detailOf(first, "en") };
  const titles = [...new Set(telling.map(({ code }) => code))].map((code) =>
    code === "kept" ? keptInWords : required(problems[code], `problem ${code}`).title,
  );
  return { zh: titles.map(({ zh }) => zh).join("；"), en: titles.map(({ en }) => en).join("; ") };
}

function detailOf(refusal: Ending, language: keyof Bilingual): string {
  return problemDocument(problems, refusal as never, { instance: "", language }).detail;
}
