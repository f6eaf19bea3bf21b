import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-trades.ts";

/** Serves the API of trade records. */
export const handler = handlerOf(api);
