import document from "../../docs/openapi.json" with { type: "json" };
import { defineApi } from "../../shared/http/api.ts";
import { documentation } from "./deployment.ts";
import { readOpenApi, readProblem } from "./read-documentation.ts";

/** The API of the documentation. */
export const api = defineApi(documentation.functions["documentation-api"], {}, () => ({ document }), { readOpenApi, readProblem });
