import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type Fields, fieldsOf, parseJson, text } from "../values.ts";
import { writeWhole } from "../whole-file.ts";

/** A key of the key service with the alias that requests name it by. */
export interface NamedKey {
  /** `alias/<name>`. */
  readonly alias: string;
  readonly arn: string;
}

/** The key that a request is about; without one, the service knows none. */
export interface KeyTarget {
  readonly arn: string | undefined;
  /** Value of `kms:RequestAlias`: the alias that the request itself names. */
  readonly alias: string | undefined;
}

/** An answer of the key service: a JSON body, with the name of an error if it is one. */
export interface KeyAnswer {
  readonly error?: string;
  readonly body: Fields;
}

/** The keys of a local cloud: symmetric encryption with an encryption context, as KMS does it. */
export interface KeyRing {
  /** Replaces all names, and makes the keys that are not there yet. */
  hold(keys: readonly NamedKey[]): void;
  /** The key that a request names, or else the one that its ciphertext was made with. */
  targetOf(body: Fields): KeyTarget;
  /** Runs `Encrypt` or `Decrypt` for a caller that may; any other operation is unknown. */
  run(operation: string, body: Fields): KeyAnswer;
}

/** Largest plaintext in bytes. */
const plaintextLimit = 4_096;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = "SYMMETRIC_DEFAULT";

/** Whether the text of a file of keys holds these, by ARN. */
export function holdsKeys(text: string, arns: readonly string[]): boolean {
  const secrets = fieldsOf(parseJson(text));
  return arns.every((arn) => typeof secrets[arn] === "string" && Buffer.from(secrets[arn], "base64").length === keyBytes);
}

/** A key ring whose keys are kept in a file that only its owner can read, or in memory. Throws when the file is damaged. */
export function keyRing(file?: string): KeyRing {
  const secrets = new Map(Object.entries(file && existsSync(file) ? fieldsOf(JSON.parse(readFileSync(file, "utf8"))) : {}));
  let named: readonly NamedKey[] = [];
  const secretOf = (arn: string): Buffer | undefined => {
    const secret = text(secrets.get(arn));
    return secret === undefined ? undefined : Buffer.from(secret, "base64");
  };

  return {
    hold(keys) {
      named = keys;
      const missing = keys.filter(({ arn }) => !secrets.has(arn));
      for (const { arn } of missing) secrets.set(arn, randomBytes(keyBytes).toString("base64"));
      if (file && missing.length > 0) writeWhole(file, JSON.stringify(Object.fromEntries(secrets)));
    },
    targetOf({ KeyId, CiphertextBlob }) {
      const wanted = text(KeyId);
      if (wanted === undefined) return { arn: readBlob(CiphertextBlob)?.arn, alias: undefined };
      const alias = /(?:^|:)(alias\/.+)$/.exec(wanted)?.[1];
      const found = named.find((key) => key.alias === alias || key.arn === wanted || key.arn.endsWith(`:key/${wanted}`));
      return { arn: found?.arn, alias };
    },
    run(operation, body) {
      const { arn } = this.targetOf(body);
      if (operation !== "Encrypt" && operation !== "Decrypt") return refusal("UnknownOperationException", `no ${operation} here`);
      if (operation === "Decrypt" && readBlob(body.CiphertextBlob) === undefined) return refusal("InvalidCiphertextException");
      const secret = arn === undefined ? undefined : secretOf(arn);
      if (arn === undefined || !secret) return refusal("NotFoundException", `Key '${text(body.KeyId)}' does not exist`);
      return operation === "Encrypt" ? encrypt(arn, secret, body) : decrypt(arn, secret, body);
    },
  };
}

function encrypt(arn: string, secret: Buffer, { Plaintext, EncryptionContext }: Fields): KeyAnswer {
  const plaintext = Buffer.from(text(Plaintext) ?? "", "base64");
  if (plaintext.length === 0 || plaintext.length > plaintextLimit) return refusal("ValidationException", "1 to 4096 bytes of plaintext");
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(boundTo(arn, EncryptionContext));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const name = Buffer.from(arn);
  const blob = Buffer.concat([Buffer.from([name.length]), name, nonce, cipher.getAuthTag(), sealed]);
  return { body: { CiphertextBlob: blob.toString("base64"), KeyId: arn, EncryptionAlgorithm: algorithm } };
}

function decrypt(arn: string, secret: Buffer, { CiphertextBlob, EncryptionContext }: Fields): KeyAnswer {
  const blob = readBlob(CiphertextBlob);
  if (blob?.arn !== arn) return refusal("IncorrectKeyException", "The key ID in the request does not identify a CMK that can decrypt");
  try {
    const decipher = createDecipheriv("aes-256-gcm", secret, blob.nonce).setAAD(boundTo(arn, EncryptionContext)).setAuthTag(blob.tag);
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

function refusal(error: string, message = ""): KeyAnswer {
  return { error, body: { message } };
}
