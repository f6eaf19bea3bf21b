import type { Examples } from "../../shared/http/examples.ts";
import { commonProblems } from "../../shared/http/problems.ts";
import type { documentationEndpoints } from "./contract.ts";

/** Examples of the documentation. */
export const documentationExamples: Examples<typeof documentationEndpoints> = {
  readPageFile: { public: { summary: "The styles of the page", params: { file: "page.css" } } },
  readProblem: {
    public: {
      summary: "What the problem busy means",
      params: { code: "busy" },
      response: { code: "busy", ...commonProblems.busy },
    },
  },
  readEventSchema: { public: { summary: "The schema of an award", params: { factType: "award-due", version: "1" } } },
};
