import { join } from "node:path";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway } from "../../../infra/local-cloud/gateway/gateway.ts";
import type { Gateway, PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { sentMessages } from "../../support/sent-messages.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const region = "cn-north-1";
const accountId = "000000000000";
const nowhere = "http://127.0.0.1:1";
const identity = `arn:aws:ses:${region}:${accountId}:identity/exchange.example`;
const mayMail: PolicyStatement = { Effect: "Allow", Action: "ses:SendEmail", Resource: identity };
const maySms: readonly PolicyStatement[] = [
  { Effect: "Allow", Action: "sns:Publish", Resource: "*" },
  { Effect: "Deny", Action: "sns:Publish", Resource: "arn:aws:sns:*:*:*" },
];

describe("mail and SMS in the local cloud", () => {
  const state = temporaryFolder("messages");
  let gateway: Gateway;
  beforeAll(async () => {
    const caller = (accessKeyId: string, policies: readonly PolicyStatement[]) => ({
      ...{ accessKeyId, secretAccessKey: "local", functionName: accessKeyId, policies },
    });
    gateway = await startGateway({
      endpoints: { dynamodb: nowhere, sqs: nowhere, s3: nowhere },
      ...{ region, accountId, partition: "aws", messagesFolder: join(state, "messages") },
      callers: [caller("deliver", [mayMail, ...maySms]), caller("other", [])],
    });
  });
  afterAll(() => gateway.stop());

  const options = (accessKeyId: string) => ({
    ...{ endpoint: gateway.url, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: "local" } },
  });
  const mail = (to: string, by = "deliver", from = "notices@exchange.example") =>
    new SESv2Client(options(by)).send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: { Data: "标题" }, Body: { Text: { Data: "正文" } }, Headers: [{ Name: "X-Notice-Id", Value: "n-1" }] },
        },
      }),
    );
  const sms = (to: object, by = "deliver") =>
    new SNSClient(options(by)).send(new PublishCommand({ Message: "【交易所】正文 & <1>", ...to }));

  it("are written to files of the state folder, one a message, as the services would have sent them", async () => {
    const { MessageId: mailId } = await mail("liu@mill.example");
    const { MessageId: smsId } = await sms({ PhoneNumber: "+8613800000000" });
    expect([mailId, smsId]).toEqual([expect.any(String), expect.any(String)]);
    expect(sentMessages(state, "mail", "liu@mill.example")).toEqual([
      expect.objectContaining({ subject: "标题", text: "正文", from: "notices@exchange.example", headers: { "X-Notice-Id": "n-1" } }),
    ]);
    expect(sentMessages(state, "sms", "+8613800000000")).toEqual([expect.objectContaining({ text: "【交易所】正文 & <1>" })]);
  });

  it("need the right of the function: from its own sender only, and to phone numbers but to no topic", async () => {
    for (const denied of [
      () => mail("denied@mill.example", "other"),
      () => mail("denied@mill.example", "deliver", "someone@elsewhere.example"),
      () => sms({ PhoneNumber: "+8613900000000" }, "other"),
      () => sms({ TopicArn: `arn:aws:sns:${region}:${accountId}:alarms` }),
      () => mail("denied@mill.example", "nobody"),
    ]) {
      await expect(denied()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    }
    expect([sentMessages(state, "mail", "denied@mill.example"), sentMessages(state, "sms", "+8613900000000")]).toEqual([[], []]);
  });

  it("are refused for good where the address is none, and nothing else of the services is there", async () => {
    await expect(mail("nowhere")).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(sms({ PhoneNumber: "13800000000" })).rejects.toMatchObject({ name: expect.stringMatching(/^InvalidParameter/) });
    await expect(new SNSClient(options("deliver")).send(new ListTopicsCommand())).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("are throttled by a fault, and lost on the way back by another: then they are sent all the same", async () => {
    const clear = await gateway.injectFault({ match: { operation: "SendEmail" }, fault: "throttle" });
    await expect(mail("slow@mill.example")).rejects.toMatchObject({ name: "TooManyRequestsException" });
    expect(await clear()).toBe(1);
    const undo = await gateway.injectFault({ match: { operation: "Publish" }, fault: "lost-reply" });
    await expect(sms({ PhoneNumber: "+8613800000009" })).rejects.toThrow();
    await undo();
    expect(sentMessages(state, "mail", "slow@mill.example")).toEqual([]);
    expect(sentMessages(state, "sms", "+8613800000009")).toHaveLength(1);
  });
});
