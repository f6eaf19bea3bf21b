import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Key } from "../store/client.ts";
import { optional, rowCodec, text } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";

const codec = rowCodec({ state: text, partyId: optional(text) });

/** Key of the row that says which party holds a credit code, in the table Parties. */
export function creditCodeKey(creditCode: string): Key {
  return { pk: `code#${creditCode}`, sk: "code" };
}

/** Reads whose a credit code is; strongly consistent. Needs the right to get `code#*` of the table Parties. */
export interface CodeHolderReader {
  /** The party that is registered under a credit code; undefined if none is. */
  partyOfCode(creditCode: string): Promise<string | undefined>;
}

/** These reads, in the table Parties. */
export function codeHoldersIn(table: Pick<Table, "read">): CodeHolderReader {
  return {
    async partyOfCode(creditCode) {
      const claim = await table.read(creditCodeKey(creditCode), codec.decode);
      return claim?.state === "held" ? claim.partyId : undefined;
    },
  };
}

/** These reads for other contexts, by the name of the table Parties. */
export function codeHolderReader(dynamo: DynamoDBClient, tableName: string): CodeHolderReader {
  return codeHoldersIn(openTable(dynamo, tableName));
}
