import type { Call } from "../../../shared/http/api-handler.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { type EventOf, next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import { type CommandCall, runCommand } from "../../../shared/store/command.ts";
import type { SurveillancePorts } from "../ports.ts";
import type { SurveillanceRefusal } from "../problems.ts";
import type { worklistEndpoints } from "./contract.ts";
import { worklistLifecycles } from "./lifecycles.ts";
import type { Entry, Item } from "./store.ts";
import { entryView, itemView } from "./views.ts";

/** What changes an item, and what its history says of it. */
interface Change {
  readonly event: EventOf<typeof worklistLifecycles.item>;
  readonly change: Partial<Pick<Item, "assignee" | "outcome">>;
  readonly entry: Pick<Entry, "event" | "text" | "assignee" | "outcome">;
  /** A rule besides the state. */
  readonly check?: () => Promise<Outcome<true, SurveillanceRefusal>>;
}

type ItemCall = CommandCall & { readonly caller: ScopedCaller; readonly params: { readonly itemId: string } };

/** An item that a caller answers for; those of other areas are hidden. */
export async function itemFor(
  { own }: Pick<SurveillancePorts, "own">,
  caller: ScopedCaller,
  itemId: string,
): Promise<Outcome<Item, NotFound>> {
  const item = await own.item(itemId);
  return item && scopeOf(caller).answersFor(item.area) ? accept(item) : refuse({ code: "not-found" });
}

/** Takes an item into review: by the caller, or by another person of its party. */
export function assignSurveillanceItem(ports: SurveillancePorts, call: Call<typeof worklistEndpoints.assignSurveillanceItem>) {
  const { subject, partyId } = call.caller;
  const { assignee = subject } = call.body;
  const check = async (): Promise<Outcome<true, SurveillanceRefusal>> => {
    const member = await ports.members.member(assignee);
    return member?.partyId === partyId ? accept(true) : refuse({ code: "assignee-not-of-your-party", assignee });
  };
  const entry = { event: "assigned", text: "", assignee } as const;
  return changeItem(ports, call, { event: "assignSurveillanceItem", change: { assignee }, entry, check });
}

/** Closes an item that is in review. */
export function closeSurveillanceItem(ports: SurveillancePorts, call: Call<typeof worklistEndpoints.closeSurveillanceItem>) {
  const { outcome, reason } = call.body;
  return changeItem(ports, call, {
    event: "closeSurveillanceItem",
    change: { outcome },
    entry: { event: "closed", text: reason, outcome },
  });
}

/** Opens a closed item again. */
export function reopenSurveillanceItem(ports: SurveillancePorts, call: Call<typeof worklistEndpoints.reopenSurveillanceItem>) {
  const entry = { event: "reopened", text: call.body.reason } as const;
  return changeItem(ports, call, { event: "reopenSurveillanceItem", change: {}, entry });
}

/** Adds a note to an item, whatever its state. */
export function noteSurveillanceItem(ports: SurveillancePorts, call: Call<typeof worklistEndpoints.noteSurveillanceItem>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof entryView>, SurveillanceRefusal>(ports, call, async () => {
    const found = await itemFor(ports, caller, params.itemId);
    if (!found.ok) return found;
    const at = clock.now();
    const entry: Entry = { entryId: newId(at), event: "noted", at, by: caller.subject, text: body.text };
    return accept({ response: entryView(entry), writes: [own.entryAdd(params.itemId, entry)] });
  });
}

/** Changes the state of an item, with an entry of its history in the same transaction. */
function changeItem(ports: SurveillancePorts, call: ItemCall, { event, change, entry, check }: Change) {
  const { own, clock } = ports;
  const { caller, params } = call;
  return runCommand<ReturnType<typeof itemView>, SurveillanceRefusal>(ports, call, async () => {
    const found = await itemFor(ports, caller, params.itemId);
    if (!found.ok) return found;
    const before = found.value;
    const state = next(worklistLifecycles.item, before.state, event);
    if (!state.ok) return state;
    const checked = await check?.();
    if (checked && !checked.ok) return checked;
    const at = clock.now();
    const item: Item = { ...before, ...change, state: state.value, changedAt: at, version: before.version + 1 };
    const added: Entry = { entryId: newId(at), at, by: call.caller.subject, ...entry };
    return accept({ response: itemView(item), writes: [...own.itemPuts(item, before), own.entryAdd(item.itemId, added)] });
  });
}
