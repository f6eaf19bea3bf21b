import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  type CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { IdentitySettings } from "../settings/settings.ts";
import { ProductStack } from "./product-stack.ts";

/**
 * An OpenID issuer for deployments that have none: a Cognito user pool whose people an administrator creates, with a password and an
 * authenticator app each. It is deployed first and alone, because its outputs and its first person are settings of everything else: the
 * product knows an issuer, wherever that is from. People must survive: pool and client are retained when the stack goes.
 */
export class IdentityStack extends ProductStack {
  constructor(scope: Construct, settings: IdentitySettings) {
    super(scope, "identity", { ...settings, target: "deployed" }, { terminationProtection: true });
    this.allowOnlyWhere(
      Fn.conditionNot(Fn.conditionEquals(Aws.PARTITION, "aws-cn")),
      "AWS offers no Cognito user pools in the China regions: use an OpenID issuer of your own and set ECOVALUE_ISSUER to it.",
    );
    const pool = new UserPool(this, "people", {
      userPoolName: `${settings.deployment}-people`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      // Codes by SMS can be intercepted, and cost.
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        ...{ requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      // A rollback could not delete what is protected: the pool stays even when its creation is undone.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const id of ["AwsSolutions-COG3", "AwsSolutions-COG8"])
      Validations.of(pool).acknowledge({
        id,
        reason:
          "Threat protection is in the plan Plus, which costs by the person: here nobody signs up alone, and all have a second factor.",
      });
    const client = this.#addClient(pool, settings);
    const domain = new UserPoolDomain(this, "sign-in", { userPool: pool, cognitoDomain: { domainPrefix: settings.signInDomain } });
    for (const [name, value] of Object.entries({
      Issuer: pool.userPoolProviderUrl,
      Audience: client.userPoolClientId,
      UserPool: pool.userPoolId,
      SignIn: domain.baseUrl(),
    }))
      new CfnOutput(this, name, { value });
  }

  /** The portals: public clients without a secret, by authorization code and PKCE. */
  #addClient(userPool: UserPool, { signInCallbacks }: IdentitySettings): UserPoolClient {
    const client = new UserPoolClient(this, "portals", {
      userPool,
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [...signInCallbacks],
        logoutUrls: [...signInCallbacks],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
    // Without this line Cognito would also take passwords at its API, past the sign-in pages.
    (client.node.defaultChild as CfnUserPoolClient).explicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"];
    client.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return client;
  }
}
