import { existsSync, readFileSync } from "node:fs";
import { type Fields, fieldsOf, parseJson, text } from "../values.ts";
import { writeWhole } from "../whole-file.ts";
import { encryptionOperations, isEncryptionSecret, keyOfCiphertext, newEncryptionSecret } from "./encryption-key.ts";
import { type KeyAnswer, type KeyOperation, refusal } from "./key-answer.ts";
import { isSigningSecret, newSigningSecret, signingOperations } from "./signing-key.ts";

/** What a key may do: encrypt and decrypt, or sign. */
export type KeyUsage = "ENCRYPT_DECRYPT" | "SIGN_VERIFY";

/** A key of the key service with the alias that requests name it by. */
export interface NamedKey {
  /** `alias/<name>`. */
  readonly alias: string;
  readonly arn: string;
  readonly usage: KeyUsage;
}

/** The key that a request is about; without one, the service knows none. */
export interface KeyTarget {
  readonly arn: string | undefined;
  /** Value of `kms:RequestAlias`: the alias that the request itself names. */
  readonly alias: string | undefined;
}

/** The keys of a local cloud: symmetric encryption with an encryption context, and signatures (ECDSA over P-256), as KMS makes them. */
export interface KeyRing {
  /** Replaces all names, and makes the keys that are not there yet. Throws when a key that is there is of the other usage. */
  hold(keys: readonly NamedKey[]): void;
  /** The key that a request names, or else the one that its ciphertext was made with. */
  targetOf(body: Fields): KeyTarget;
  /** Runs an operation for a caller that may; any but those of the two usages is unknown. */
  run(operation: string, body: Fields): KeyAnswer;
}

interface Usage {
  readonly operations: Readonly<Record<string, KeyOperation>>;
  readonly newSecret: () => string;
  readonly isSecret: (secret: string) => boolean;
}

const usages: Readonly<Record<KeyUsage, Usage>> = {
  ENCRYPT_DECRYPT: { operations: encryptionOperations, newSecret: newEncryptionSecret, isSecret: isEncryptionSecret },
  SIGN_VERIFY: { operations: signingOperations, newSecret: newSigningSecret, isSecret: isSigningSecret },
};

/** The usage of a key, by its kept secret; undefined for what is no secret of a key. */
function usageOf(secret: string | undefined): KeyUsage | undefined {
  const found = Object.entries(usages).find(([, { isSecret }]) => secret !== undefined && isSecret(secret));
  return found?.[0] as KeyUsage | undefined;
}

/** Whether the text of a file of keys holds these, by ARN. */
export function holdsKeys(content: string, arns: readonly string[]): boolean {
  const secrets = fieldsOf(parseJson(content));
  return arns.every((arn) => usageOf(text(secrets[arn])) !== undefined);
}

/** A key ring whose keys are kept in a file that only its owner can read, or in memory. Throws when the file is damaged. */
export function keyRing(file?: string): KeyRing {
  const secrets = new Map(Object.entries(file && existsSync(file) ? fieldsOf(JSON.parse(readFileSync(file, "utf8"))) : {}));
  let named: readonly NamedKey[] = [];
  const secretOf = (arn: string): string | undefined => text(secrets.get(arn));

  return {
    hold(keys) {
      const missing = keys.filter(({ arn }) => !secrets.has(arn));
      for (const { arn, usage } of missing) secrets.set(arn, usages[usage].newSecret());
      const other = keys.find(({ arn, usage }) => usageOf(secretOf(arn)) !== usage);
      if (other) throw new Error(`${other.arn} is not for ${other.usage}: the usage of a key can't be changed`);
      named = keys;
      if (file && missing.length > 0) writeWhole(file, JSON.stringify(Object.fromEntries(secrets)));
    },
    targetOf({ KeyId, CiphertextBlob }) {
      const wanted = text(KeyId);
      if (wanted === undefined) return { arn: keyOfCiphertext(CiphertextBlob), alias: undefined };
      const alias = /(?:^|:)(alias\/.+)$/.exec(wanted)?.[1];
      const found = named.find((key) => key.alias === alias || key.arn === wanted || key.arn.endsWith(`:key/${wanted}`));
      return { arn: found?.arn, alias };
    },
    run(operation, body) {
      const { arn } = this.targetOf(body);
      const known = Object.values(usages).some(({ operations }) => operation in operations);
      if (!known) return refusal("UnknownOperationException", `no ${operation} here`);
      if (operation === "Decrypt" && keyOfCiphertext(body.CiphertextBlob) === undefined) return refusal("InvalidCiphertextException");
      const secret = arn === undefined ? undefined : secretOf(arn);
      const usage = usageOf(secret);
      if (arn === undefined || secret === undefined || usage === undefined)
        return refusal("NotFoundException", `Key '${text(body.KeyId)}' does not exist`);
      const run = usages[usage].operations[operation];
      return run ? run(arn, secret, body) : misused(operation, arn, usage);
    },
  };
}

/** How the service words that a key is not for an operation: of a key that encrypts there is no public half to hand out. */
function misused(operation: string, arn: string, usage: KeyUsage): KeyAnswer {
  if (operation === "GetPublicKey") return refusal("UnsupportedOperationException", `${arn} has no public key: it is symmetric.`);
  return refusal("InvalidKeyUsageException", `${arn} key usage is ${usage} which is not valid for ${operation}.`);
}
