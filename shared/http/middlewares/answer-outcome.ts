import { enteredRequest } from "../../approvals/contract.ts";
import { doneStatus, isWrite, locationOf } from "../../kernel/endpoint.ts";
import { servedFile } from "../../kernel/served-file.ts";
import { type ApiMiddleware, jsonResult, type RefusalAnswer, type UseCaseOutcome } from "../chain.ts";
import { fileResult } from "../served-file.ts";

/**
 * Answers with the use case's outcome: the response parsed by the endpoint's schema (nothing undeclared leaks), with the address of what was
 * created (201), the request that waits for a second person (202), or the refusal.
 */
export function answerOutcome(answer: RefusalAnswer): ApiMiddleware {
  return {
    after(request) {
      const outcome = request.response as UseCaseOutcome;
      if (!outcome.ok) {
        request.response = answer(outcome.refusal, request.event);
        return;
      }
      const { endpoint } = request.internal.operation;
      const { response, replayed = false, entered } = outcome.value;
      if (endpoint.servesFile) {
        request.response = fileResult(servedFile.parse(response), request.event);
        return;
      }
      const headers = isWrite(endpoint) ? { "idempotency-replayed": String(replayed) } : {};
      if (entered !== undefined) {
        request.response = jsonResult(202, "application/json", enteredRequest.parse(response), { ...headers, location: entered });
        return;
      }
      const body = endpoint.response.parse(response);
      const location = locationOf(endpoint, body, request.internal.params);
      request.response = jsonResult(doneStatus(endpoint), "application/json", body, { ...headers, ...(location && { location }) });
    },
  };
}
