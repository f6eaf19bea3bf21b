import { epochSeconds, plusSeconds } from "../../../shared/kernel/clock.ts";
import { type Key, keyOf } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { channels } from "../channels.ts";
import {
  type Address,
  type Addressee,
  type AddressReference,
  addressCodec,
  addressKey,
  type Candidate,
  candidateCodec,
  candidateKey,
  sentCodesCodec,
  sentCodesKey,
} from "./rows.ts";

const daySeconds = 86_400;

/** The addresses in the table of notices. */
export type AddressStore = ReturnType<typeof addressStore>;

/** Reads and writes of addresses. */
export function addressStore(table: Table) {
  const removal = (key: Key, version: number): WriteFragment<never> => ({
    write: {
      Delete: {
        TableName: table.name,
        Key: keyOf(key),
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": { N: String(version) } },
      },
    },
    failure: "stale",
  });
  return {
    name: table.name,
    /** A confirmed address. */
    address: (reference: AddressReference) => table.read(addressKey(reference), addressCodec.decode),
    /** The address that waits for its code. */
    candidate: (reference: AddressReference) => table.read(candidateKey(reference), candidateCodec.decode),
    /** The confirmed addresses of a person. */
    addressesOf: (person: Addressee) =>
      table.readMany(
        channels.map((channel) => addressKey({ ...person, channel })),
        addressCodec.decode,
      ),
    /** The addresses of a person that wait for their codes. */
    candidatesOf: (person: Addressee) =>
      table.readMany(
        channels.map((channel) => candidateKey({ ...person, channel })),
        candidateCodec.decode,
      ),
    /** Every confirmed address of a member's people. */
    allOf: (partyId: string) => table.allOf({}, [addressKey({ partyId, subject: "", channel: "mail" }).pk], addressCodec.decode),
    /** How many codes a person asked for on a day. */
    codesAskedFor: async (subject: string, day: string) =>
      (await table.read(sentCodesKey(subject, day), sentCodesCodec.decode))?.version ?? 0,
    /** Counts one more code of a day; `stale` if another one was counted first. */
    codeCounted: (subject: string, day: string, count: number, at: string) =>
      table.putVersion(
        sentCodesKey(subject, day),
        sentCodesCodec.encode({ version: count, ttl: epochSeconds(plusSeconds(at, 2 * daySeconds)) }),
        count,
      ),
    /** Puts the next version of a confirmed address; `stale` if another change came first. */
    addressPut: (address: Address) => table.putVersion(addressKey(address), addressCodec.encode(address), address.version),
    /** Puts the next version of a candidate; `stale` if another change came first. */
    candidatePut: (candidate: Candidate) => table.putVersion(candidateKey(candidate), candidateCodec.encode(candidate), candidate.version),
    /** Removes a confirmed address in the version that was read. */
    addressRemoved: (address: Address) => removal(addressKey(address), address.version),
    /** Removes a candidate in the version that was read. */
    candidateRemoved: (candidate: Candidate) => removal(candidateKey(candidate), candidate.version),
  };
}
