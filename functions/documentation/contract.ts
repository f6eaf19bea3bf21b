import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { id } from "../../shared/kernel/schemas.ts";

const bilingual = z.object({ zh: z.string().describe("Chinese"), en: z.string().describe("English") });

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
    response: z.object({
      code: z.string().describe("Last part of the problem's type"),
      status: z.int().describe("HTTP status"),
      title: bilingual.describe("The same every time"),
      detail: bilingual.describe("What happened and how to go on; `{member}` stands for a member of the problem"),
    }),
    refusals: [],
  }),
};
