/** Credentials of a deployed function, as the AWS clients expect them. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Replaces the AWS clients' default credential chain in bundles: Lambda passes the role's keys in the environment, so the other sources
 * (profiles, single sign-on, instance metadata) would be loaded on every start and never used. Throws if the keys are missing.
 */
export function defaultProvider(): () => Promise<FunctionCredentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
    if (!accessKeyId || !secretAccessKey) throw new Error("the function has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  };
}
