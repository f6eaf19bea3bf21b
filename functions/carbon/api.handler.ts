import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api.ts";

/** Serves the API of the register, control plans and monthly storage. */
export const handler = handlerOf(api);
