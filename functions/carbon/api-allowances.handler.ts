import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-allowances.ts";

/** Serves the API of allowances and surrender. */
export const handler = handlerOf(api);
