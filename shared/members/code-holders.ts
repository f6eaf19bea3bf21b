import { optional, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";

const codeClaimCodec = rowCodec({ state: text, partyId: optional(text) });

/** Reads which member has a credit code: needs the right to get `code#*` of the table Parties. */
export interface CodeReader {
  /** The member registered under a unified social credit code; undefined where none is. */
  partyOfCode(creditCode: string): Promise<string | undefined>;
}

/** The read of credit codes in the table Parties. */
export function codesIn(table: Pick<Table, "read">): CodeReader {
  return {
    async partyOfCode(creditCode) {
      const claim = await table.read({ pk: `code#${creditCode}`, sk: "code" }, codeClaimCodec.decode);
      return claim?.state === "held" ? claim.partyId : undefined;
    },
  };
}
