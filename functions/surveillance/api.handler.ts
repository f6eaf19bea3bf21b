import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of surveillance. */
export const handler = handlerOf(api);
