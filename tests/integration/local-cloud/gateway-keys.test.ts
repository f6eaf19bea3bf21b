import { createPublicKey, verify } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import {
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  type KMSClient,
  SignCommand,
  type SignCommandInput,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { keyRing, type NamedKey } from "../../../infra/local-cloud/keys/key-ring.ts";
import { accountId, type Engines, region, startEngines } from "./gateway-fixture.ts";

const arnOf = (id: string): string => `arn:aws:kms:${region}:${accountId}:key/${id}`;
const named: NamedKey[] = [
  { alias: "alias/sealing", arn: arnOf("1"), usage: "ENCRYPT_DECRYPT" },
  { alias: "alias/other", arn: arnOf("2"), usage: "ENCRYPT_DECRYPT" },
  { alias: "alias/heads", arn: arnOf("3"), usage: "SIGN_VERIFY" },
];
const KeyId = "alias/sealing";
const EncryptionContext = { auction: "1", content: "seed" };
const Plaintext = Buffer.from("4000");

/** A right to use keys, limited to requests that name one by its alias. */
function byAlias(Action: string, alias = KeyId): PolicyStatement[] {
  return [{ Effect: "Allow", Action, Resource: arnOf("*"), Condition: { StringEquals: { "kms:RequestAlias": alias } } }];
}

describe("keys behind the gateway", () => {
  let engines: Engines;
  let sealing: KMSClient;
  let opening: KMSClient;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.gateway.setKeys(named);
    sealing = await engines.keys(byAlias("kms:Encrypt"), "sealing");
    opening = await engines.keys(byAlias("kms:Decrypt"), "opening");
  });
  afterAll(() => engines.stop());

  const encrypt = async (key = KeyId) =>
    (await sealing.send(new EncryptCommand({ KeyId: key, Plaintext, EncryptionContext }))).CiphertextBlob;
  const denied = { name: "AccessDeniedException" };

  it("encrypt for who may encrypt and decrypt for who may decrypt, each time to another ciphertext", async () => {
    const [one, other] = [await encrypt(), await encrypt()];
    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? []))).toBe(false);
    expect(Buffer.from(one ?? []).includes(Plaintext)).toBe(false);
    const context = { content: "seed", auction: "1" };
    const opened = await opening.send(new DecryptCommand({ KeyId, CiphertextBlob: one, EncryptionContext: context }));
    expect([Buffer.from(opened.Plaintext ?? []).toString(), opened.KeyId]).toEqual(["4000", arnOf("1")]);
    await expect(sealing.send(new DecryptCommand({ KeyId, CiphertextBlob: one, EncryptionContext }))).rejects.toMatchObject(denied);
    await expect(opening.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))).rejects.toMatchObject(denied);
  });

  it("are used by the alias that the right names: not by another, nor without one, as with kms:RequestAlias on AWS", async () => {
    const CiphertextBlob = await encrypt();
    for (const other of ["alias/other", arnOf("1"), "1", undefined])
      await expect(
        opening.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...(other && { KeyId: other }) })),
      ).rejects.toMatchObject(denied);
    const whole = `arn:aws:kms:${region}:${accountId}:${KeyId}`;
    await opening.send(new DecryptCommand({ KeyId: whole, CiphertextBlob, EncryptionContext }));
    // Without a condition any name will do, and none: the ciphertext names its key.
    const anyhow = await engines.keys([{ Effect: "Allow", Action: "kms:Decrypt", Resource: arnOf("1") }]);
    for (const name of [KeyId, arnOf("1"), "1", undefined])
      await anyhow.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...(name && { KeyId: name }) }));
  });

  it("decrypt nothing for another context, by another key, or that was changed", async () => {
    const CiphertextBlob = Buffer.from((await encrypt()) ?? []);
    const anyKey = await engines.keys([{ Effect: "Allow", Action: "kms:Decrypt", Resource: arnOf("*") }]);
    const decrypt = (changed: object) => anyKey.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext, ...changed }));
    const invalid = { name: "InvalidCiphertextException" };
    await expect(decrypt({ EncryptionContext: { ...EncryptionContext, auction: "2" } })).rejects.toMatchObject(invalid);
    await expect(decrypt({ EncryptionContext: undefined })).rejects.toMatchObject(invalid);
    const changed = Buffer.from(CiphertextBlob);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(decrypt({ CiphertextBlob: changed })).rejects.toMatchObject(invalid);
    await expect(decrypt({ CiphertextBlob: Buffer.from("no ciphertext") })).rejects.toMatchObject(invalid);
    await expect(decrypt({ KeyId: "alias/other" })).rejects.toMatchObject({ name: "IncorrectKeyException" });
    const administrator = await engines.keys("administrator");
    await expect(administrator.send(new EncryptCommand({ KeyId: "alias/none", Plaintext }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
    await expect(administrator.send(new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(4_097) }))).rejects.toMatchObject({
      name: "ValidationException",
    });
    await expect(administrator.send(new GenerateRandomCommand({ NumberOfBytes: 1 }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  it("are kept over a restart, in a file for their owner's eyes only", async () => {
    const CiphertextBlob = await encrypt();
    expect(statSync(join(engines.folder, "keys.json")).mode & 0o077).toBe(0);
    await engines.restartGateway();
    await engines.gateway.setKeys(named);
    const again = await engines.keys(byAlias("kms:Decrypt"));
    const { Plaintext: opened } = await again.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(opened ?? []).toString()).toBe("4000");
  });

  it("can be throttled by a fault, and report their use", async () => {
    const client = await engines.keys(byAlias("kms:Encrypt"), "counted");
    await engines.gateway.injectFault({ match: { operation: "Encrypt", resource: KeyId, times: 1 }, fault: "throttle" });
    await expect(client.send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toMatchObject({ name: "ThrottlingException" });
    await client.send(new EncryptCommand({ KeyId, Plaintext }));
    const { grants } = await engines.gateway.readRights();
    expect(grants.filter(({ functionName }) => functionName === "counted")).toEqual([
      { functionName: "counted", statement: 0, action: "kms:Encrypt", resource: arnOf("*"), requests: 2 },
    ]);
  });
});

describe("signing keys behind the gateway", () => {
  const heads = "alias/heads";
  const Message = Buffer.from("the head of a chain");
  let engines: Engines;
  let signing: KMSClient;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.gateway.setKeys(named);
    signing = await engines.keys([...byAlias("kms:Sign", heads), ...byAlias("kms:GetPublicKey", heads)], "signing");
  });
  afterAll(() => engines.stop());

  const sign = (client: KMSClient, changed: Partial<SignCommandInput> = {}) =>
    client.send(new SignCommand({ KeyId: heads, Message, MessageType: "RAW", SigningAlgorithm: "ECDSA_SHA_256", ...changed }));
  const publicKey = async (client: KMSClient) =>
    (await client.send(new GetPublicKeyCommand({ KeyId: heads }))).PublicKey ?? new Uint8Array();
  function isSigned(message: Uint8Array, signature: Uint8Array | undefined, spki: Uint8Array): boolean {
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    return verify("sha256", message, { key, dsaEncoding: "der" }, signature ?? new Uint8Array());
  }

  it("sign a message so that whoever has the public half can verify it, and no other message", async () => {
    const { Signature, KeyId, SigningAlgorithm } = await sign(signing);
    expect([KeyId, SigningAlgorithm]).toEqual([arnOf("3"), "ECDSA_SHA_256"]);
    const spki = await publicKey(signing);
    expect(isSigned(Message, Signature, spki)).toBe(true);
    expect(isSigned(Buffer.from("the head of a chaim"), Signature, spki)).toBe(false);
    const described = await signing.send(new GetPublicKeyCommand({ KeyId: heads }));
    expect(described).toMatchObject({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", SigningAlgorithms: ["ECDSA_SHA_256"] });
  });

  it("take a message of 1 to 4096 bytes, and refuse what they can't sign instead of signing something else", async () => {
    const spki = await publicKey(signing);
    const long = Buffer.alloc(4_096, "a");
    expect(isSigned(long, (await sign(signing, { Message: long })).Signature, spki)).toBe(true);
    const refused: readonly [Partial<SignCommandInput>, string][] = [
      [{ Message: Buffer.alloc(4_097) }, "ValidationException"],
      [{ Message: Buffer.alloc(0) }, "ValidationException"],
      [{ SigningAlgorithm: undefined }, "ValidationException"],
      [{ SigningAlgorithm: "RSASSA_PSS_SHA_256" }, "InvalidKeyUsageException"],
      [{ SigningAlgorithm: "ECDSA_SHA_384" }, "InvalidKeyUsageException"],
      [{ MessageType: "DIGEST", Message: Buffer.alloc(32) }, "UnsupportedOperationException"],
    ];
    for (const [changed, name] of refused) await expect(sign(signing, changed)).rejects.toMatchObject({ name });
  });

  it("do nothing that keys for encryption do, and these sign nothing, as in KMS", async () => {
    const administrator = await engines.keys("administrator");
    const misused = { name: "InvalidKeyUsageException" };
    await expect(administrator.send(new EncryptCommand({ KeyId: heads, Plaintext }))).rejects.toMatchObject({
      ...misused,
      message: `${arnOf("3")} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    });
    const { CiphertextBlob } = await administrator.send(new EncryptCommand({ KeyId, Plaintext }));
    await expect(administrator.send(new DecryptCommand({ KeyId: heads, CiphertextBlob }))).rejects.toMatchObject(misused);
    await expect(sign(administrator, { KeyId })).rejects.toMatchObject({
      ...misused,
      message: `${arnOf("1")} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
    });
    await expect(administrator.send(new GetPublicKeyCommand({ KeyId }))).rejects.toMatchObject({ name: "UnsupportedOperationException" });
    await expect(sign(administrator, { KeyId: "alias/none" })).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("are used by the alias that the right names, each operation by a right of its own", async () => {
    const denied = { name: "AccessDeniedException" };
    const reading = await engines.keys(byAlias("kms:GetPublicKey", heads));
    await publicKey(reading);
    await expect(sign(reading)).rejects.toMatchObject(denied);
    for (const other of [arnOf("3"), "3"]) await expect(sign(signing, { KeyId: other })).rejects.toMatchObject(denied);
    const sealing = await engines.keys(byAlias("kms:Sign"));
    await expect(sign(sealing)).rejects.toMatchObject(denied);
    await expect(publicKey(sealing)).rejects.toMatchObject(denied);
  });

  it("are the same keys after a restart, and never of another usage than before", async () => {
    const before = await publicKey(signing);
    const { Signature } = await sign(signing);
    await engines.restartGateway();
    await engines.gateway.setKeys(named);
    const again = await engines.keys(byAlias("kms:GetPublicKey", heads));
    expect(Buffer.from(await publicKey(again)).equals(Buffer.from(before))).toBe(true);
    expect(isSigned(Message, Signature, before)).toBe(true);
    const file = join(engines.folder, "keys.json");
    const turned = named.map((key): NamedKey => ({ ...key, usage: key.usage === "SIGN_VERIFY" ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY" }));
    expect(() => keyRing(file).hold(turned)).toThrow(/the usage of a key can't be changed/);
  });
});
