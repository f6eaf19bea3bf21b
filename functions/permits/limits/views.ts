import type * as z from "zod";
import type { AreaTarget, GrantedException } from "../../../shared/permits/limit-facts.ts";
import type { limitEndpoints } from "../contract-limits.ts";

type ResponseOf<Name extends keyof typeof limitEndpoints> = z.input<(typeof limitEndpoints)[Name]["response"]>;

/** A missed target. */
export function targetView({ version, ...target }: AreaTarget): ResponseOf<"readAreaTarget"> {
  return target;
}

/** An exception. */
export function exceptionView({ version, ...exception }: GrantedException): ResponseOf<"readLimitException"> {
  return exception;
}
