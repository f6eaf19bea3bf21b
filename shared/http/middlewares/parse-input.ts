import { type ApiMiddleware, type RefusalAnswer, readerLanguage } from "../chain.ts";
import { parseCall } from "../parse.ts";

/** Parses the input with the operation's schemas and passes operation and call to the handler. */
export function parseInput(answer: RefusalAnswer): ApiMiddleware {
  return {
    before({ event, internal, context }) {
      const { operation, params, caller } = internal;
      const parsed = parseCall(operation.endpoint, event, params, readerLanguage(event));
      if (!parsed.ok) return answer(parsed.refusal, event);
      context.operation = operation;
      context.call = { ...parsed.value, endpoint: operation.endpoint, caller };
      return undefined;
    },
  };
}
