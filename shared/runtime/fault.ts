import { framesOf } from "./frames.ts";

/**
 * What a log may say of a fault. The id of a request to AWS is not part of it: with CloudTrail it leads to rows, and the log of bidding joins
 * nobody to a bid.
 */
export type FaultFields = {
  /** Class of the error; AWS clients name theirs by the service's code. */
  readonly errorName: string;
  /** Code of an error of Node or of AWS, such as `ECONNREFUSED`. */
  readonly errorCode?: string;
  /** Codes of the items of a cancelled transaction, in its order. */
  readonly reasons?: readonly string[];
  /** Classes of what caused it, the nearest first. */
  readonly causes?: readonly string[];
  /** Where it was thrown, innermost first. */
  readonly frames?: readonly string[];
};

/** Names and codes are words; anything else that stands in their place could be input. */
const word = /^[A-Za-z][\w.:-]{0,99}$/;
/** Causes that are named; an error may be its own cause. */
const mostCauses = 5;

/** Log fields of a fault: its class, codes and places in the sources, never its message, which may quote input. */
export function faultFields(error: unknown): FaultFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { code, CancellationReasons: reasons } = error as CodedError;
  const causes = causesOf(error);
  return {
    errorName: nameOf(error),
    ...(isWord(code) && { errorCode: code }),
    ...(Array.isArray(reasons) && { reasons: reasons.map(({ Code }) => (isWord(Code) ? Code : "None")) }),
    ...(causes.length > 0 && { causes }),
    frames: framesOf(error),
  };
}

/**
 * What a handler throws instead of a fault that is logged: Lambda writes a thrown error's message to the log and to the failure queue, and
 * that may quote input.
 */
export class LoggedFault extends Error {
  override readonly name = "LoggedFault";
  constructor(error: unknown) {
    super(`${faultFields(error).errorName}: the line before this one says where`);
  }
}

/** What errors of Node and of AWS clients have beside name and message. */
type CodedError = Error & {
  readonly code?: unknown;
  readonly CancellationReasons?: readonly { readonly Code?: unknown }[];
};

function nameOf({ name }: Error): string {
  return isWord(name) ? name : "Error";
}

function causesOf({ cause }: Error): readonly string[] {
  const names: string[] = [];
  for (let each = cause; each instanceof Error && names.length < mostCauses; each = each.cause) names.push(nameOf(each));
  return names;
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && word.test(value);
}
