import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { required } from "../kernel/invariant.ts";

/** One client per process; endpoint, region and credentials come from the environment. */
const client = new KMSClient({});

/** Signs a text with the key of an alias. The service makes the digest, so that what it signs is what it was sent. */
export async function signText(alias: string, text: string): Promise<string> {
  const request = { KeyId: alias, Message: Buffer.from(text), MessageType: "RAW", SigningAlgorithm: "ECDSA_SHA_256" } as const;
  const { Signature } = await client.send(new SignCommand(request));
  return Buffer.from(required(Signature, "signature")).toString("base64");
}

/** The public half of the key of an alias. */
export async function publicKeyOf(alias: string): Promise<string> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: alias }));
  return Buffer.from(required(PublicKey, "public key")).toString("base64");
}
