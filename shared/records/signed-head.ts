import { createPublicKey, verify } from "node:crypto";
import * as z from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { dayOut, instantOut } from "../kernel/fields.ts";
import { sha256 } from "../kernel/ids.ts";
import { component } from "../kernel/schemas.ts";

/** The form of a signed head. A changed form is a new word; signed heads stay as they are. */
export const headForm = "ecovalue-records-head-1";

/** What is signed: where the chain of all records ended when the day was over. */
const headStatement = component("RecordsHeadStatement", {
  form: z.string().describe(`Form of the statement, \`${headForm}\``),
  day: dayOut("Day in Asia/Shanghai that was over"),
  n: z.int().min(0).describe("Number of the last block; 0 before the first"),
  hash: z.string().describe("Hash of the last block; zeros before the first"),
  through: z.string().describe("Latest instant among everything that is sealed; empty before the first block"),
  before: z
    .string()
    .describe(
      "Instant before which everything recorded in order is sealed, ISO 8601 in UTC; what comes later with an earlier time is late",
    ),
  previousHash: z.string().describe("SHA-256 of the canonical JSON of the statement of the head before; zeros in the first"),
  fingerprint: z.string().describe("SHA-256 of the public key in DER, in hexadecimal"),
  madeAt: instantOut("When it was signed"),
});
/** See the schema. */
export type HeadStatement = z.output<typeof headStatement>;

/** A signed head: public, one for each day. */
export const signedHead = component("SignedRecordsHead", {
  ...headStatement.shape,
  publicKey: z.string().describe("Public key: P-256, SubjectPublicKeyInfo in DER, base64"),
  signature: z.string().describe("ECDSA over SHA-256 of the canonical JSON of everything but `publicKey` and `signature`; DER, base64"),
});
/** See the schema. */
export type SignedHead = z.output<typeof signedHead>;

/** The text that is signed. */
export function signedText(statement: HeadStatement): string {
  return canonicalJson(headStatement.parse(statement));
}

/** Hash of a head, by which the next one names it. */
export function headHashOf(head: HeadStatement): string {
  return sha256(signedText(head));
}

/** The fingerprint of a public key: what people compare. */
export function fingerprintOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, "base64"));
}

/** Whether a head is signed with the key that it names, and with the key of its fingerprint. */
export function isSigned(head: SignedHead): boolean {
  const { publicKey, signature, ...statement } = head;
  if (fingerprintOf(publicKey) !== statement.fingerprint || !isBase64(publicKey) || !isBase64(signature)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return verify("sha256", Buffer.from(signedText(statement)), key, Buffer.from(signature, "base64"));
  } catch {
    // What is no key, or no signature, has signed nothing.
    return false;
  }
}

/** Whether a text is base64 in its one form: decoding alone skips what is none. */
function isBase64(text: string): boolean {
  return Buffer.from(text, "base64").toString("base64") === text;
}
