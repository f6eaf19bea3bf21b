/** How messages reach people outside the exchange. */
export const channels = ["mail", "sms"] as const;
/** One of them. */
export type ChannelName = (typeof channels)[number];
