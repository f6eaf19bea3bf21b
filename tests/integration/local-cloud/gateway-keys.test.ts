import { statSync } from "node:fs";
import { join } from "node:path";
import { DecryptCommand, EncryptCommand, GenerateRandomCommand, type KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { accountId, type Engines, region, startEngines } from "./gateway-fixture.ts";

const arnOf = (id: string): string => `arn:aws:kms:${region}:${accountId}:key/${id}`;
const named = [
  { alias: "alias/sealing", arn: arnOf("1") },
  { alias: "alias/other", arn: arnOf("2") },
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
