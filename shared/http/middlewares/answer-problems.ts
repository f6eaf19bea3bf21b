import { message, messageIn } from "../../kernel/message.ts";
import type { Refusal } from "../../kernel/outcome.ts";
import type { Bilingual, ProblemTable } from "../../kernel/problem.ts";
import { faultFields } from "../../runtime/fault.ts";
import { logger } from "../../runtime/logger.ts";
import { BadCursor } from "../../store/cursor.ts";
import { isTransient, StoreBusy } from "../../store/transaction.ts";
import { type ApiMiddleware, jsonResult, type RefusalAnswer, readerLanguage } from "../chain.ts";
import { validationFailed } from "../input-errors.ts";
import { type ProblemDocument, problemDocument } from "../problems.ts";

const fault = {
  title: message("系统内部错误", "Internal fault"),
  detail: message("没有任何操作完成一半。请用同一个幂等键重试。", "Nothing is half done. Retry with the same idempotency key."),
};

/** Turns refusals into problem documents in the caller's language; a refusal missing in the table is answered as a fault. */
export function refusalAnswer(table: ProblemTable): RefusalAnswer {
  return (refusal, event) => {
    const request = { language: readerLanguage(event), instance: event.requestContext.requestId };
    const problem = problemDocument(table, refusal, request) ?? faultDocument(request.language, request.instance);
    const mayRetry = problem.status === 503 || problem.status === 429;
    return jsonResult(problem.status, "application/problem+json", problem, mayRetry ? { "retry-after": "2" } : {});
  };
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

function faultDocument(language: keyof Bilingual, instance: string): ProblemDocument {
  const texts = { title: messageIn(fault.title, language), detail: messageIn(fault.detail, language) };
  return { type: "/problems/fault", status: 500, ...texts, instance };
}
