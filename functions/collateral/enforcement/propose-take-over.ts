import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CollateralRefusal } from "../problems.ts";
import { aboutEnforcement, changedBy, nextEnforcement } from "./change-enforcement.ts";
import { type enforcementEndpoints, enforcementFacts } from "./contract.ts";
import { enforcementLifecycle } from "./lifecycles.ts";
import type { EnforcementPorts } from "./ports.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import { sourceOf, takerRule, takersOf } from "./rules.ts";
import { type EnforcementView, enforcementData, enforcementView, takeOverData } from "./views.ts";

type ProposeCall = Call<typeof enforcementEndpoints.proposeTakeOver>;

/** The bank proposes who takes tonnes over and at what price; a later proposal replaces an earlier one. A price that a court fixes is agreed. */
export function proposeTakeOver(ports: EnforcementPorts, call: ProposeCall) {
  const { clock, own, sales } = ports;
  const { caller, params, body } = call;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const found = await changedBy(ports, caller, params, "bankId");
    if (!found.ok) return found;
    const enforcement = found.value;
    const { courtDocument } = body;
    const guard = courtDocument ? "a court has fixed the price" : "bank and pledgor agree on the price";
    const state = next(enforcementLifecycle, enforcement.state, "proposeTakeOver", guard);
    if (!state.ok) return state;
    const named = await takerNamed(ports, enforcement, body);
    if (!named.ok) return named;
    const at = clock.now();
    const { enforcementId } = enforcement;
    const takeOver: TakeOver = {
      ...{ ...named.value, priceCny: formatFen(body.priceCny) },
      ...(courtDocument && { courtDocument, agreedAt: at }),
    };
    const proposed = nextEnforcement(enforcement, { state: state.value, takeOver });
    const data = { ...enforcementData(proposed), ...takeOverData(takeOver), state: proposed.state };
    return accept({
      response: enforcementView(proposed, caller),
      writes: [
        own.enforcementPut(proposed),
        sales.noAnnouncedSale<CollateralRefusal>(enforcementId, { code: "on-sale", enforcementId }),
        own.state(enforcementFacts.takeOverProposed, { ...aboutEnforcement(caller, at, proposed, concernedBy(proposed)), data }),
      ],
    });
  });
}

/** The pledgor agrees to the price as it is proposed. */
export function agreeToTakeOver(ports: EnforcementPorts, call: Call<typeof enforcementEndpoints.agreeToTakeOver>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<EnforcementView, CollateralRefusal>(ports, call, async () => {
    const found = await changedBy(ports, caller, params, "pledgorId");
    if (!found.ok) return found;
    const enforcement = found.value;
    const state = next(enforcementLifecycle, enforcement.state, "agreeToTakeOver");
    if (!state.ok) return state;
    const proposed = required(enforcement.takeOver, "proposed take-over");
    const { priceCny } = body;
    if (!priceCny.eq(proposed.priceCny)) return refuse({ code: "proposal-changed", priceCny, proposedCny: decimal(proposed.priceCny) });
    const at = clock.now();
    const takeOver = { ...proposed, agreedAt: at };
    const agreed = nextEnforcement(enforcement, { state: state.value, takeOver });
    const data = { ...enforcementData(agreed), ...takeOverData(takeOver) };
    return accept({
      response: enforcementView(agreed, caller),
      writes: [
        own.enforcementPut(agreed),
        own.state(enforcementFacts.takeOverAgreed, { ...aboutEnforcement(caller, at, agreed, concernedBy(agreed)), data }),
      ],
    });
  });
}

/** Members whom a take-over concerns: the bank, the pledgor, and whoever takes over. */
function concernedBy({ bankId, pledgorId, takeOver }: Enforcement): readonly string[] {
  return [bankId, pledgorId, ...(takeOver?.partyId === undefined ? [] : [takeOver.partyId])];
}

/** Who takes over, by kind: an enterprise as the owner of the site, or itself. A bank has no site, and no bank takes over what it lent on. */
async function takerNamed(
  { members }: EnforcementPorts,
  { instrument }: Enforcement,
  { taker, takerId }: ProposeCall["body"],
): Promise<Outcome<Pick<TakeOver, "taker" | "partyId" | "siteId">, CollateralRefusal>> {
  const refused = (rule: Parameters<typeof takerRule>[0]): Outcome<never, CollateralRefusal> =>
    refuse({ code: "taker-not-eligible", rule: takerRule(rule), taker: takerId ?? taker, source: sourceOf("takerSource") });
  if (!takersOf(instrument).includes(taker)) return refused("class");
  if (taker === "reserve") return takerId === undefined ? accept({ taker }) : refused("reserve");
  if (takerId === undefined) return refused("taker");
  const partyId = taker === "site" ? (await members.holder(takerId))?.partyId : takerId;
  const party = partyId === undefined ? undefined : await members.party(partyId);
  if (party?.type !== "enterprise" || party.standing !== "admitted") return refused("enterprise");
  return accept({ taker, partyId: party.partyId, ...(taker === "site" && { siteId: takerId }) });
}
