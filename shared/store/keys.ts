import type { EncryptionContext } from "./key-client.ts";

/** A key of the key service: who may encrypt with it need not be able to decrypt. */
export interface EncryptionKey {
  /** Encrypts a text of at most 4 kB. Its length shows. */
  encrypt(text: string, context: EncryptionContext): Promise<Uint8Array>;
  /** Decrypts it; throws if it was encrypted with another key or context, or changed. */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): Promise<string>;
}

/** The client, loaded on first use: it is large, and few calls need a key. */
function keyClient() {
  return import("./key-client.ts");
}

/** Opens the key of an alias. */
export function openKey(alias: string): EncryptionKey {
  return {
    encrypt: async (text, context) => (await keyClient()).encryptText(alias, text, context),
    decrypt: async (ciphertext, context) => (await keyClient()).decryptText(alias, ciphertext, context),
  };
}
