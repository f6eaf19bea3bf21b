import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-courts.ts";

/** Serves the API of court freezes and enforcement. */
export const handler = handlerOf(api);
