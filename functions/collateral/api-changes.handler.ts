import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-changes.ts";

/** Serves the API of changes of pledges. */
export const handler = handlerOf(api);
