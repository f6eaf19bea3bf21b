import { listingIndex } from "../../../shared/deployment/indexes.ts";
import { type Member, memberKey } from "../../../shared/members/members.ts";
import { memberItem, peopleIn } from "../../../shared/members/people.ts";
import { keyOf, type PageRequest } from "../../../shared/store/client.ts";
import { listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type Invitation, invitationCodec, invitationKey } from "./invitation.ts";

function listOf(partyId: string): string {
  return `invitations#${partyId}`;
}

/** The condition that a membership is still the one that was read: nobody changed it, and it was not removed and made anew elsewhere. */
function unchanged({ partyId, version }: Member) {
  return {
    ConditionExpression: "#partyId = :partyId AND #version = :version",
    ExpressionAttributeNames: { "#partyId": "partyId", "#version": "version" },
    ExpressionAttributeValues: { ":partyId": { S: partyId }, ":version": { N: String(version) } },
  };
}

/** Reads and writes of memberships and invitations. */
export function peopleStore(table: Table) {
  const { name } = table;
  return {
    ...peopleIn(table),
    /** Puts a membership: a person's first, or in the place of the one that was read. `stale` if another change came first. */
    membershipPut: (member: Member, replaced: Member | undefined): WriteFragment<never> => {
      const Item = { ...keyOf(memberKey(member.subject)), ...memberItem(member) };
      if (!replaced) return table.putNew(memberKey(member.subject), memberItem(member), "stale");
      return { write: { Put: { TableName: name, Item, ...unchanged(replaced) } }, failure: "stale" };
    },
    /** Ends a membership. */
    membershipEnd: (member: Member): WriteFragment<never> => ({
      write: { Delete: { TableName: name, Key: keyOf(memberKey(member.subject)), ...unchanged(member) } },
      failure: "stale",
    }),
    /** An invitation of a person. */
    invitation: (subject: string, invitationId: string) => table.read(invitationKey(subject, invitationId), invitationCodec.decode),
    /** The invitations of a person, the oldest first. */
    invitationsOf: (subject: string, request: PageRequest) =>
      table.page({ partition: memberKey(subject).pk, prefix: "invitation#", ...request }, invitationCodec.decode),
    /** The invitations by or for a party, newest first. */
    invitationsTo: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: listOf(partyId), descending: true, ...request }, invitationCodec.decode),
    /** Puts an invitation: a new one (version 1) or its next version. */
    invitationPut: (invitation: Invitation) => {
      const { subject, invitationId, partyId, invitedAt, version } = invitation;
      const listed = listedAs(listOf(partyId), `${invitedAt}#${invitationId}`);
      return table.putVersion(invitationKey(subject, invitationId), { ...invitationCodec.encode(invitation), ...listed }, version);
    },
  };
}
