import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of auctions, bidding excepted. */
export const handler = handlerOf(api);
