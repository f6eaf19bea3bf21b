import { messageIn } from "../kernel/message.ts";
import type { Bilingual, ProblemTable } from "../kernel/problem.ts";
import { type ProblemDocument, problemDocument } from "./problems.ts";

type Facts = Readonly<Record<string, unknown>>;

/** Facts that examples of problems are filled with: usual ones by member, and those that one code has in other words. */
export interface SampleFacts {
  readonly usual: Facts;
  readonly ofCode: Readonly<Record<string, Facts>>;
}

/** A request id as API Gateway makes them. */
const instance = "Y5a2xjPtoAMEV8w=";

/**
 * Every problem once, as it is answered: the Chinese document as value, the English texts as summary and description. `x-texts` holds the
 * texts of both languages before members are filled in.
 */
export function problemExamples(tables: readonly ProblemTable[], { usual, ofCode }: SampleFacts): Readonly<Record<string, unknown>> {
  const examples = tables.flatMap((table) =>
    Object.entries(table).map(([code, { title, detail }]) => {
      const quoted = [...`${detail.zh}${detail.en}`.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, usual[name]] as const);
      const facts = { ...Object.fromEntries(quoted.filter(([, fact]) => fact !== undefined)), ...ofCode[code] };
      const answered = (language: keyof Bilingual): ProblemDocument =>
        problemDocument(table, { code, ...inLanguage(facts, language) }, { language, instance });
      const english = answered("en");
      const example = { summary: english.title, description: english.detail, value: answered("zh"), "x-texts": { title, detail } };
      return [code, example] as const;
    }),
  );
  return Object.fromEntries(examples);
}

/** Facts in one language: texts of the product have both. */
function inLanguage(facts: Facts, language: keyof Bilingual): Facts {
  return JSON.parse(JSON.stringify(facts), (_, each: unknown) => (typeof each === "string" ? messageIn(each, language) : each));
}
