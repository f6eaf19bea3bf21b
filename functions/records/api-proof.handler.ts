import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-proof.ts";

/** Serves the API of sealed records, exports and evidence. */
export const handler = handlerOf(api);
