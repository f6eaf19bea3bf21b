import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of cash. */
export const handler = handlerOf(api);
