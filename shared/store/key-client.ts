import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { required } from "../kernel/invariant.ts";

/** What a ciphertext is about: it decrypts only for a reader that says the same. Not secret; AWS logs it. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** One client per process; endpoint, region and credentials come from the environment. */
const client = new KMSClient({});

/** Encrypts a text with the key of an alias. */
export async function encryptText(alias: string, text: string, context: EncryptionContext): Promise<Uint8Array> {
  const request = { KeyId: alias, Plaintext: Buffer.from(text), EncryptionContext: context };
  const { CiphertextBlob } = await client.send(new EncryptCommand(request));
  return required(CiphertextBlob, "ciphertext");
}

/** Decrypts a text with the key of an alias; throws `InvalidCiphertextException` if it was encrypted with another context. */
export async function decryptText(alias: string, ciphertext: Uint8Array, context: EncryptionContext): Promise<string> {
  // Naming the key is not needed to decrypt, but it is what the right is limited by.
  const request = { KeyId: alias, CiphertextBlob: ciphertext, EncryptionContext: context };
  const { Plaintext } = await client.send(new DecryptCommand(request));
  return Buffer.from(required(Plaintext, "plaintext")).toString("utf8");
}
