import type { Clock } from "../../kernel/clock.ts";
import { authorize, type Caller, checkSubject } from "../caller.ts";
import type { ApiEvent, ApiMiddleware, RefusalAnswer } from "../chain.ts";

/** Finds the caller by the token's subject and refuses callers that may not use the operation. */
export function authorizeCaller(
  findCaller: (subject: string | undefined) => Promise<Caller>,
  clock: Clock,
  answer: RefusalAnswer,
): ApiMiddleware {
  return {
    async before({ event, internal }) {
      const subject = checkSubject(subjectOf(event));
      if (!subject.ok) return answer(subject.refusal, event);
      const authorized = authorize(await findCaller(subject.value), internal.operation.endpoint, clock.now());
      if (!authorized.ok) return answer(authorized.refusal, event);
      internal.caller = authorized.value;
      return undefined;
    },
  };
}

function subjectOf(event: ApiEvent): string | undefined {
  const authorizer = event.requestContext.authorizer as ApiEvent["requestContext"]["authorizer"] | undefined;
  const subject = authorizer?.jwt?.claims.sub;
  return typeof subject === "string" ? subject : undefined;
}
