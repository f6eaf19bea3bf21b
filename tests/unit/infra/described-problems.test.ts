import { describe, expect, it } from "vitest";
import { problemFacts } from "../../../functions/problem-facts.ts";
import { describeContexts } from "../../../infra/description.ts";
import { type ProblemDocument, problemDocumentSchema } from "../../../shared/http/problems.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";

interface ProblemExample {
  readonly summary: string;
  readonly description: string;
  readonly value: ProblemDocument;
  readonly "x-texts": { readonly title: Bilingual; readonly detail: Bilingual };
}

describe("the problems in the API's description", () => {
  const { components } = describeContexts().openApi as { components: { examples: Record<string, ProblemExample> } };
  const shown = Object.entries(components.examples);
  const membersIn = ({ zh, en }: Bilingual): string[] => [...`${zh}${en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));

  it("are whole answers: nothing is left to fill in, in either language, and each has a request id", () => {
    expect(shown.length).toBeGreaterThan(120);
    for (const [code, { summary, description, value }] of shown) {
      expect(problemDocumentSchema.safeParse(value).success, code).toBe(true);
      expect(JSON.stringify([summary, description, value]), code).not.toMatch(/\{\w+\}|undefined/);
      expect(value, code).toMatchObject({ type: `/problems/${code}`, instance: expect.stringMatching(/./) });
    }
  });

  it("have every member that their texts quote, for a mock server to send", () => {
    const missing = shown.flatMap(
      ([
        code,
        {
          value,
          "x-texts": { detail },
        },
      ]) => membersIn(detail).flatMap((name) => (name in value ? [] : [`${code} ${name}`])),
    );
    expect(missing).toEqual([]);
    expect(components.examples["off-tick"]?.value).toMatchObject({
      ...{ price: "4195", priceTick: "10", detail: "价格 4195 须为 10 的整数倍。" },
    });
  });

  it("are filled with facts that some problem has", () => {
    const quoted = new Set(shown.flatMap(([, { "x-texts": texts }]) => membersIn(texts.detail)));
    expect(Object.keys(problemFacts.usual).filter((name) => !quoted.has(name))).toEqual([]);
    expect(Object.keys(problemFacts.ofCode).filter((code) => !(code in components.examples))).toEqual([]);
  });
});
