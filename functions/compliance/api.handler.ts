import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of compliance. */
export const handler = handlerOf(api);
