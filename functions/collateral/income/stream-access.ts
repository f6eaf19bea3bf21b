import type { Caller } from "../../../shared/http/caller.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { IncomeStream } from "./rows.ts";

/** Whom a fact about a stream concerns: its owner, its payer where it is a member, and the authorities of its area. */
export function concernedBy({ partyId, payerId, area }: Pick<IncomeStream, "partyId" | "payerId" | "area">) {
  return { parties: payerId === undefined ? [partyId] : [partyId, payerId], areas: [area] };
}

/** Whether a caller is the payer of a stream: by its credit code, whenever it became a member. */
export function isPayer({ payerCode }: Pick<IncomeStream, "payerCode">, { party }: Pick<Caller, "party">): boolean {
  return party?.creditCode === payerCode;
}

/** Whether a caller may read a stream: its owner, its payer and the authorities of its area. */
export function mayRead(stream: Pick<IncomeStream, "partyId" | "payerCode" | "area">, caller: Caller): boolean {
  return isPayer(stream, caller) || scopeOf(caller).sees({ partyId: stream.partyId, areas: [stream.area] });
}
