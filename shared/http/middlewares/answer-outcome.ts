import { isWrite } from "../../kernel/endpoint.ts";
import { type ApiMiddleware, jsonResult, type RefusalAnswer, type UseCaseOutcome } from "../chain.ts";

/** Answers with the use case's outcome: the response parsed by the endpoint's schema (nothing undeclared leaks), or the refusal. */
export function answerOutcome(answer: RefusalAnswer): ApiMiddleware {
  return {
    after(request) {
      const outcome = request.response as UseCaseOutcome;
      if (!outcome.ok) {
        request.response = answer(outcome.refusal, request.event);
        return;
      }
      const { endpoint } = request.internal.operation;
      const { response, replayed = false } = outcome.value;
      const headers = isWrite(endpoint) ? { "idempotency-replayed": String(replayed) } : {};
      request.response = jsonResult(200, "application/json", endpoint.response.parse(response), headers);
    },
  };
}
