/** How messages reach people outside the exchange. */
export const channels = ["mail", "sms"] as const;
/** One of them. */
export type ChannelName = (typeof channels)[number];
/** States of a delivery: being sent; taken by the carrier; failed and to be tried again; refused by the carrier for good. */
export const deliveryStates = ["sending", "sent", "failed", "refused"] as const;
