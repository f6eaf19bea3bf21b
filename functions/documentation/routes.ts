import * as z from "zod";
import { type Route, route } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { documentationEndpoints as endpoints } from "./contract.ts";

/** The part of the generated document in which every problem stands once. */
const problemExamples = z.record(
  z.string(),
  z.object({ summary: z.string(), description: z.string(), value: z.object({ title: z.string(), status: z.int(), detail: z.string() }) }),
);

/** Every endpoint of the documentation, over the generated document: problems are read from it too, so that the function needs no contract. */
export function documentationRoutes(document: { readonly components: { readonly examples: unknown } }): Route[] {
  const problems = problemExamples.parse(document.components.examples);
  return [
    route(endpoints.readOpenApi, async () => accept({ response: document })),
    route(endpoints.readProblem, async ({ params: { code } }) => {
      const found = Object.hasOwn(problems, code) ? problems[code] : undefined;
      if (!found) return refuse({ code: "not-found" });
      const { summary, description, value } = found;
      const texts = { title: { zh: value.title, en: summary }, detail: { zh: value.detail, en: description } };
      return accept({ response: { code, status: value.status, ...texts } });
    }),
  ];
}
