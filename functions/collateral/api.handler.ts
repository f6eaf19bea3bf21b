import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of pledges, their changes, filing and batches. */
export const handler = handlerOf(api);
