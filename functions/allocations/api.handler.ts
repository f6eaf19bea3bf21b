import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of allocations. */
export const handler = handlerOf(api);
