import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Site } from "../../shared/members/sites.ts";
import { recordCodec, recordKey } from "../../shared/permits/licence-records.ts";
import { keyOf } from "../../shared/store/client.ts";
import type { Engine } from "./engine.ts";

/** Records a permit in the licence of a site, so that it counts there; its row is put directly. */
export async function givenRecord({ dynamo, tables }: Engine, site: Site, instrument: string, tonnes: string): Promise<void> {
  const { siteId, name: siteName, partyId, area, licenceNumber, licenceValidFrom: validFrom, licenceValidUntil: validUntil } = site;
  const names = { siteName, partyName: partyId, creditCode: partyId };
  const record = { siteId, partyId, area, licenceNumber, validFrom, validUntil, ...names, instrument, changedAt: site.registeredAt };
  const row = recordCodec.encode({ ...record, state: "recorded", recordedTonnes: decimal(tonnes), version: 1 });
  await dynamo.send(new PutItemCommand({ TableName: tables.Licences, Item: { ...keyOf(recordKey({ siteId, instrument })), ...row } }));
}
