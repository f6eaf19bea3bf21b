import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-search.ts";

/** Serves the API of searches and coverage. */
export const handler = handlerOf(api);
