import * as z from "zod";
import type { Call } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { documentationEndpoints } from "./contract.ts";

/** The generated document; problems are read from it too, so that the function needs no contract. */
export interface DocumentationPorts {
  readonly document: { readonly components: { readonly examples: unknown } };
}

/** The part of the generated document in which every problem stands once. */
const problemExamples = z.record(
  z.string(),
  z.object({ summary: z.string(), description: z.string(), value: z.object({ title: z.string(), status: z.int(), detail: z.string() }) }),
);

/** The description of the whole API. */
export async function readOpenApi({ document }: DocumentationPorts) {
  return accept({ response: { ...document } });
}

/** What a problem means, in both languages. */
export async function readProblem({ document }: DocumentationPorts, { params: { code } }: Call<typeof documentationEndpoints.readProblem>) {
  const problems = problemExamples.parse(document.components.examples);
  const found = Object.hasOwn(problems, code) ? problems[code] : undefined;
  if (!found) return refuse({ code: "not-found" });
  const { summary, description, value } = found;
  const texts = { title: { zh: value.title, en: summary }, detail: { zh: value.detail, en: description } };
  return accept({ response: { code, status: value.status, ...texts } });
}
