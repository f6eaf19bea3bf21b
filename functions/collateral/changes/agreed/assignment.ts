import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { openRegisters } from "../../pledges/change-pledge.ts";
import { namedAs } from "../../pledges/draft-pledge.ts";
import { changeEntries, slicesOf } from "../../register/register.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

/** Another bank takes over debt and pledge: rank and number stay (Civil Code, articles 407 and 547). */
export const assignment: Decide<"assignment"> = async (ports, pledge, { bankId, bankCode }, _at) => {
  const bank = await ports.members.party(bankId);
  if (bank?.type !== "bank" || bank.standing !== "admitted" || bankId === pledge.bank.partyId)
    return refuse({ code: "assignee-unknown", creditCode: bankCode, source: changeSource("assignment") });
  const opened = (await openRegisters(ports, pledge)).filter(({ register }) => slicesOf(register.slices, pledge.pledgeId).length > 0);
  const changed = opened.map((open) => ({
    open,
    change: changeEntries(open.register.slices, pledge.pledgeId, (entry) => ({ ...entry, bankId })),
  }));
  return accept({ change: { bank: { ...namedAs(bank), partyId: bankId } }, changed });
};
