import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-search.ts";

/** Serves the API of searches, disclosure, coverage and income rights. */
export const handler = handlerOf(api);
