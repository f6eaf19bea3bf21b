import type { Call } from "../../shared/http/api-handler.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import type { Site } from "../../shared/members/members.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "./contract.ts";
import type { PartiesPorts } from "./ports.ts";
import type { PartiesRefusal } from "./refusals.ts";
import { roleOfType } from "./register-party.ts";
import { licencePut, membershipPut, sitePut } from "./store.ts";

/** Registers a site under its discharge licence: one licence, one site. */
export function registerSite({ table, clock, dynamo }: PartiesPorts, { caller, body, key }: Call<typeof partiesEndpoints.registerSite>) {
  const { partyId } = caller;
  const command = { table, party: partyId, operation: "registerSite", key, input: body };
  return runCommand<Omit<Site, "version">, PartiesRefusal>({ dynamo, clock }, command, async () => {
    const at = clock.now();
    const site: Site = { ...body, siteId: newId(at), partyId, registeredAt: at, version: 1 };
    const { version: _version, ...response } = site;
    const { siteId, name, licenceNumber, area } = site;
    const envelope = { factId: newId(at), occurredAt: at, actor: caller.subject, parties: [partyId], area };
    const fact = factWrite(table, partiesFacts.siteRegistered, { ...envelope, data: { partyId, siteId, name, licenceNumber } });
    return accept({ response, writes: [licencePut(table, licenceNumber), sitePut(table, site), fact] });
  });
}

/** Lets another person act for the caller's party, in the same role and area. */
export function addPerson({ table, clock, dynamo }: PartiesPorts, { caller, body, key }: Call<typeof partiesEndpoints.addPerson>) {
  const { partyId, area } = caller;
  const role = roleOfType[required(caller.party, "party of a member").type];
  const command = { table, party: partyId, operation: "addPerson", key, input: body };
  return runCommand<{ subject: string; partyId: string; role: string }, PartiesRefusal>({ dynamo, clock }, command, async () => {
    const { subject } = body;
    return accept({ response: { subject, partyId, role }, writes: [membershipPut(table, { subject, partyId, role, area })] });
  });
}
