import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, type Refusal, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonPorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { remindAt } from "../reports/due.ts";
import { reportDayOf } from "../reports/rules.ts";
import { type registerEndpoints, registerFacts } from "./contract.ts";
import { checkCorrection } from "./correction.ts";
import { registerSources } from "./sources.ts";
import type { KeyEntity } from "./store.ts";
import { entityListedOf, type KeyEntityView, keyEntityView } from "./views.ts";

/** Puts an enterprise on the list of a year, or changes what the list says of it. The energy of its accepted report stays with it. */
export function listKeyEntity(ports: CarbonPorts, call: Call<typeof registerEndpoints.listKeyEntity>) {
  const { clock, own, members } = ports;
  const { caller, params, body } = call;
  const { partyId, year } = params;
  return runCommand<KeyEntityView, CarbonRefusal>(ports, call, async () => {
    const [party, before] = await Promise.all([members.party(partyId), own.keyEntity(params)]);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    if (party.type !== "enterprise")
      return refuse({ code: "key-entity-not-an-enterprise", source: registerSources.keyEntity, partyId, partyType: party.type });
    const { correction, ...particulars } = body;
    const listVersion = checkCorrection(before?.listVersion, correction);
    if (!listVersion.ok) return listVersion;
    const { market, reportId } = before ?? {};
    // Nothing rests on the report of who is in no market: it is brought in.
    if (reportId !== undefined && market !== undefined && market !== "none" && market !== particulars.market)
      return refuse({ code: "report-accepted", source: registerSources.keyEntity, year, market, wanted: particulars.market });
    const { name: partyName, creditCode, area } = party;
    const areas = [...new Set([area, ...(before ? [before.area] : [])])];
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [partyId], areas });
    // Whoever is on the list is reminded of its report.
    const reportBy = reportDayOf(particulars.market, year);
    const { reason: _, ...kept } = before ?? { reason: undefined };
    const row: KeyEntity = {
      ...{ ...kept, ...particulars, partyId, partyName, creditCode, area, year, listVersion: listVersion.value },
      ...{ statedAt: envelope.occurredAt, ...(correction && { reason: correction.reason }), version: (before?.version ?? 0) + 1 },
    };
    return accept({
      response: keyEntityView(row),
      writes: [
        own.keyEntityPut(row),
        ...(before ? [] : [own.reportDuePut({ partyId, year, reportBy }, remindAt(reportBy))]),
        own.state(registerFacts.keyEntityListed, { ...envelope, data: entityListedOf(row) }),
      ],
    });
  });
}

/** Reads what the list says of an enterprise. */
export async function readKeyEntity({ own }: CarbonPorts, { caller, params }: Call<typeof registerEndpoints.readKeyEntity>) {
  const row = await own.keyEntity(params);
  if (!row || !scopeOf(caller).sees({ partyId: row.partyId, areas: [row.area] })) return refuse({ code: "not-found" });
  return accept({ response: keyEntityView(row) });
}

/** Lists the key entities of a year. */
export async function listKeyEntities({ own }: CarbonPorts, { caller, query }: Call<typeof registerEndpoints.listKeyEntities>) {
  const { year, ...request } = query;
  const page = await pageInScope(scopeOf(caller), request, (area, asked) => own.keyEntitiesIn(year, area, asked));
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(keyEntityView) } }) : page;
}

/** An enterprise is not on the list of a year. */
export interface NotAKeyEntity extends Refusal {
  readonly code: "not-a-key-entity";
  readonly source: string;
  readonly partyId: string;
  readonly year: string;
}

/** The key entity of a year; refused where the list does not name it. */
export async function entityOf(
  { own }: Pick<CarbonPorts, "own">,
  { partyId, year }: { readonly partyId: string; readonly year: string },
): Promise<Outcome<KeyEntity, NotAKeyEntity>> {
  const row = await own.keyEntity({ partyId, year });
  return row ? accept(row) : refuse({ code: "not-a-key-entity", source: registerSources.keyEntity, partyId, year });
}
