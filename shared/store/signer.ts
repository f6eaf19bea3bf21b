/** A key of the key service that signs: its private half never leaves the service. */
export interface Signer {
  /** Signs a text of at most 4 kB in UTF-8 with ECDSA over SHA-256. The signature in DER, base64. */
  sign(text: string): Promise<string>;
  /** The public half in DER (SubjectPublicKeyInfo), base64. */
  publicKey(): Promise<string>;
}

/** The client, loaded on first use: it is large, and few calls sign. */
function signerClient() {
  return import("./signer-client.ts");
}

/** Opens the signing key of an alias. */
export function openSigner(alias: string): Signer {
  return {
    sign: async (text) => (await signerClient()).signText(alias, text),
    publicKey: async () => (await signerClient()).publicKeyOf(alias),
  };
}
