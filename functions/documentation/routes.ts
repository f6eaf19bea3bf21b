import { type Route, route } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { ProblemTable } from "../../shared/kernel/problem.ts";
import { documentationEndpoints as endpoints } from "./contract.ts";

/** Every endpoint of the documentation: the generated document and the problem tables are handed in. */
export function documentationRoutes(document: Record<string, unknown>, problems: ProblemTable): Route[] {
  return [
    route(endpoints.readOpenApi, async () => accept({ response: document })),
    route(endpoints.readProblem, async ({ params: { code } }) => {
      const row = Object.hasOwn(problems, code) ? problems[code] : undefined;
      return row ? accept({ response: { code, ...row } }) : refuse({ code: "not-found" });
    }),
  ];
}
