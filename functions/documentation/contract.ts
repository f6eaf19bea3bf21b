import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import type { ProblemTable } from "../../shared/kernel/problem.ts";
import { id } from "../../shared/kernel/schemas.ts";

/** Documentation refuses nothing beyond the common problems. */
export const documentationProblems = {} as const satisfies ProblemTable<never>;
const bilingual = z.object({ zh: z.string(), en: z.string() });

/** What can be asked about the API itself. */
export const documentationEndpoints = {
  readOpenApi: endpoint({
    operationId: "readOpenApi",
    method: "GET",
    path: "/openapi.json",
    summary: "This description.",
    roles: ["public"],
    response: z.record(z.string(), z.unknown()),
    refusals: [],
  }),
  readProblem: endpoint({
    operationId: "readProblem",
    method: "GET",
    path: "/problems/{code}",
    summary: "What a problem means, in both languages.",
    roles: ["public"],
    params: z.object({ code: id }),
    response: z.object({ code: z.string(), status: z.int(), title: bilingual, detail: bilingual }),
    refusals: [],
  }),
};
