import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-disclosure.ts";

/** Serves the API of disclosure and income rights. */
export const handler = handlerOf(api);
