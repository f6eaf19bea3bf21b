import type { Refusal } from "../../kernel/outcome.ts";
import type { Bilingual, ProblemTable } from "../../kernel/problem.ts";
import { faultFields } from "../../runtime/fault.ts";
import { logger } from "../../runtime/logger.ts";
import { BadCursor } from "../../store/cursor.ts";
import { isTransient, StoreBusy } from "../../store/transaction.ts";
import { type ApiMiddleware, jsonResult, type RefusalAnswer, readerLanguage } from "../chain.ts";
import { validationFailed } from "../input-errors.ts";
import { languageTags } from "../language.ts";
import { type ProblemDocument, problemDocument } from "../problems.ts";

/** Turns refusals into problem documents in the caller's language; a refusal missing in the table is answered as a fault. */
export function refusalAnswer(table: ProblemTable): RefusalAnswer {
  return (refusal, event, headers = {}) => {
    const language = readerLanguage(event);
    const problem = problemDocument(table, refusal, { language, instance: event.requestContext.requestId });
    return jsonResult(problem.status, "application/problem+json", problem, {
      "content-language": languageTags[language],
      ...headersOf(problem),
      ...headers,
    });
  };
}

/** Headers that a status asks for: when to try again (RFC 9110, 10.2.3), how to sign in (11.6.1). */
function headersOf({ status }: ProblemDocument): Record<string, string> {
  if (status === 503 || status === 429) return { "retry-after": "2" };
  return status === 401 ? { "www-authenticate": "Bearer" } : {};
}

/** Thrown when a call reaches the function's time limit, so that its outcome is unknown. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
  constructor() {
    super("out of time");
  }
}

/**
 * Answers errors thrown in the chain: faults are logged without input and answered without internals. A call that ran out of time fails the
 * invocation, so that the function's alarm counts it.
 */
export function answerProblems(answer: RefusalAnswer): ApiMiddleware {
  return {
    onError: ({ error, event }) => (error instanceof OutOfTime ? undefined : answer(refusalOf(error, readerLanguage(event)), event)),
  };
}

function refusalOf(error: unknown, language: keyof Bilingual): Refusal {
  if (error instanceof BadCursor) {
    return validationFailed([{ path: ["query", "cursor"], detail: error.message }], language).refusal;
  }
  if (error instanceof StoreBusy || isTransient(error)) return { code: "busy" };
  logger.error("fault", faultFields(error));
  return { code: "fault" };
}
