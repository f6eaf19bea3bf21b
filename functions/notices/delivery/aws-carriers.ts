import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Carried, Carriers, OutgoingMessage } from "./carrier.ts";

/** Errors by which the services refuse a message for good; all others may pass or are for an operator to fix. */
const refusals: ReadonlySet<string> = new Set([
  "BadRequestException",
  "MessageRejected",
  "InvalidParameterException",
  "InvalidParameterValueException",
]);

/** SES for mail from an address, SNS for SMS; clients take endpoint, region and credentials from the environment. */
export function awsCarriers(mailSender: string): Carriers {
  const ses = new SESv2Client({});
  const sns = new SNSClient({});
  const mail = async ({ messageId, to, subject = "", text }: OutgoingMessage): Promise<string | undefined> => {
    const content = (Data: string) => ({ Data, Charset: "UTF-8" });
    const { MessageId } = await ses.send(
      new SendEmailCommand({
        FromEmailAddress: mailSender,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: content(subject), Body: { Text: content(text) }, Headers: [{ Name: "X-Notice-Id", Value: messageId }] },
        },
      }),
    );
    return MessageId;
  };
  const sms = async ({ to, text }: OutgoingMessage): Promise<string | undefined> => {
    const transactional = { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } };
    const { MessageId } = await sns.send(new PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: transactional }));
    return MessageId;
  };
  return { mail: { send: (message) => carried(() => mail(message)) }, sms: { send: (message) => carried(() => sms(message)) } };
}

async function carried(send: () => Promise<string | undefined>): Promise<Carried> {
  try {
    return { kind: "sent", carrierId: (await send()) ?? "" };
  } catch (error) {
    if (error instanceof Error && refusals.has(error.name)) return { kind: "refused", reason: error.name };
    throw error;
  }
}
