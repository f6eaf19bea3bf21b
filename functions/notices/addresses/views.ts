import type { Address, Candidate } from "./rows.ts";

/** A confirmed address as its person sees it. */
export function addressView({ channel, address, unwanted, confirmedAt }: Address) {
  return { channel, address, state: "confirmed" as const, unwanted: [...unwanted], confirmedAt };
}

/** An address that waits for its code, as its person sees it. */
export function candidateView({ channel, address, codeUntil }: Candidate) {
  return { channel, address, state: "unconfirmed" as const, unwanted: [], ...(codeUntil !== undefined && { codeUntil }) };
}
