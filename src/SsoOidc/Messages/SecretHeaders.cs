namespace SsoOidc.Messages;

/// <summary>The request headers whose values are secrets.</summary>
internal static class SecretHeaders
{
    public static readonly string[] All = ["authorization", "x-amz-security-token", "x-amz-sso_bearer_token", "proxy-authorization", "cookie"];
}
