import { handlerOf } from "../../shared/http/api.ts";
import { api } from "./api-reports.ts";

/** Serves the API of annual reports and their verification. */
export const handler = handlerOf(api);
