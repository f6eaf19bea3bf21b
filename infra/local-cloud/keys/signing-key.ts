import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { text } from "../values.ts";
import { type KeyOperation, refusal } from "./key-answer.ts";

/** Largest message in bytes. */
const messageLimit = 4_096;
const curve = "P-256";
const spec = "ECC_NIST_P256";
const algorithm = "ECDSA_SHA_256";

/** The secret of a new key, as it is kept: its private half in PEM. */
export function newSigningSecret(): string {
  return generateKeyPairSync("ec", { namedCurve: curve }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Whether a kept secret is that of a key that signs. */
export function isSigningSecret(secret: string): boolean {
  try {
    return createPrivateKey(secret).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}

/** What a key that signs does. */
export const signingOperations: Readonly<Record<string, KeyOperation>> = {
  Sign: (arn, secret, { Message, MessageType, SigningAlgorithm }) => {
    const message = Buffer.from(text(Message) ?? "", "base64");
    if (message.length === 0 || message.length > messageLimit) return refusal("ValidationException", "1 to 4096 bytes of message");
    if (SigningAlgorithm === undefined) return refusal("ValidationException", "a signing algorithm is required");
    if (SigningAlgorithm !== algorithm)
      return refusal("InvalidKeyUsageException", `Algorithm ${String(SigningAlgorithm)} and key spec ${spec} are incompatible.`);
    if (MessageType !== undefined && MessageType !== "RAW")
      return refusal("UnsupportedOperationException", `the local cloud signs no ${String(MessageType)}: send the message itself (RAW)`);
    const signature = sign("sha256", message, { key: createPrivateKey(secret), dsaEncoding: "der" });
    return { body: { KeyId: arn, Signature: signature.toString("base64"), SigningAlgorithm: algorithm } };
  },
  GetPublicKey: (arn, secret) => {
    const publicKey = createPublicKey(secret).export({ type: "spki", format: "der" }).toString("base64");
    const described = { KeySpec: spec, CustomerMasterKeySpec: spec, KeyUsage: "SIGN_VERIFY", SigningAlgorithms: [algorithm] };
    return { body: { KeyId: arn, PublicKey: publicKey, ...described } };
  },
};
