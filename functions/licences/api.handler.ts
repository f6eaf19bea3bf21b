import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of licences. */
export const handler = handlerOf(api);
