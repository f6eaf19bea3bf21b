import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-sheets.ts";

/** Serves the API of uploaded sheets. */
export const handler = handlerOf(api);
