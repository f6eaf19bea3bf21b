import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of valuation. */
export const handler = handlerOf(api);
