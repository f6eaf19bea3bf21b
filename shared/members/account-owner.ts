import type { MemberReader } from "./members.ts";

/** The member behind an account of the ledger and the area that counts for it: that of the site, else of the member; undefined for house accounts. */
export async function accountOwner(
  members: Pick<MemberReader, "holder" | "party">,
  account: string,
): Promise<{ readonly partyId: string; readonly area: string } | undefined> {
  const [kind, id = ""] = account.split(":");
  if (kind === "site") return members.holder(id);
  return kind === "party" ? members.party(id) : undefined;
}
