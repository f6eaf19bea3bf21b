import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type Fields, fieldsOf, text } from "../values.ts";
import { type KeyAnswer, type KeyOperation, refusal } from "./key-answer.ts";

/** Largest plaintext in bytes. */
const plaintextLimit = 4_096;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = "SYMMETRIC_DEFAULT";

/** The secret of a new key, as it is kept. */
export function newEncryptionSecret(): string {
  return randomBytes(keyBytes).toString("base64");
}

/** Whether a kept secret is that of a key that encrypts. */
export function isEncryptionSecret(secret: string): boolean {
  return Buffer.from(secret, "base64").length === keyBytes;
}

/** The ARN of the key that a ciphertext was made with; undefined for what is no ciphertext. */
export function keyOfCiphertext(ciphertext: unknown): string | undefined {
  return readBlob(ciphertext)?.arn;
}

/** What a key that encrypts does. */
export const encryptionOperations: Readonly<Record<string, KeyOperation>> = { Encrypt: encrypt, Decrypt: decrypt };

function encrypt(arn: string, secret: string, { Plaintext, EncryptionContext }: Fields): KeyAnswer {
  const plaintext = Buffer.from(text(Plaintext) ?? "", "base64");
  if (plaintext.length === 0 || plaintext.length > plaintextLimit) return refusal("ValidationException", "1 to 4096 bytes of plaintext");
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(secret, "base64"), nonce).setAAD(boundTo(arn, EncryptionContext));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const name = Buffer.from(arn);
  const blob = Buffer.concat([Buffer.from([name.length]), name, nonce, cipher.getAuthTag(), sealed]);
  return { body: { CiphertextBlob: blob.toString("base64"), KeyId: arn, EncryptionAlgorithm: algorithm } };
}

function decrypt(arn: string, secret: string, { CiphertextBlob, EncryptionContext }: Fields): KeyAnswer {
  const blob = readBlob(CiphertextBlob);
  if (blob?.arn !== arn) return refusal("IncorrectKeyException", "The key ID in the request does not identify a CMK that can decrypt");
  try {
    const decipher = createDecipheriv("aes-256-gcm", Buffer.from(secret, "base64"), blob.nonce)
      .setAAD(boundTo(arn, EncryptionContext))
      .setAuthTag(blob.tag);
    const plaintext = Buffer.concat([decipher.update(blob.sealed), decipher.final()]);
    return { body: { Plaintext: plaintext.toString("base64"), KeyId: arn, EncryptionAlgorithm: algorithm } };
  } catch {
    return refusal("InvalidCiphertextException");
  }
}

/** A ciphertext is bound to its key and to the encryption context, whatever the order of the context's members. */
function boundTo(arn: string, context: unknown): Buffer {
  return Buffer.from(JSON.stringify([arn, ...Object.entries(fieldsOf(context)).sort(([one], [other]) => (one < other ? -1 : 1))]));
}

interface Blob {
  readonly arn: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly sealed: Buffer;
}

/** The parts of a ciphertext; undefined for anything else. */
function readBlob(value: unknown): Blob | undefined {
  const bytes = Buffer.from(text(value) ?? "", "base64");
  const start = 1 + (bytes[0] ?? 0);
  if (bytes.length <= start + nonceBytes + tagBytes) return undefined;
  const after = (from: number, length: number): Buffer => bytes.subarray(start + from, start + from + length);
  return {
    arn: bytes.toString("utf8", 1, start),
    nonce: after(0, nonceBytes),
    tag: after(nonceBytes, tagBytes),
    sealed: bytes.subarray(start + nonceBytes + tagBytes),
  };
}
