import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-market.ts";

/** Serves the API of market statistics and reports. */
export const handler = handlerOf(api);
