using SsoOidc.Model;

namespace SsoOidc.Diagnostics;

/// <summary>How spans are called: as the reference client calls them.</summary>
internal static class SpanNames
{
    public const string Service = "SSO OIDC";

    /// <summary>An attempt. The name is the reference's, so that dashboards stay as they are.</summary>
    public const string Attempt = "Handler.NetHttp";

    public const string StubbedAttempt = "Handler.StubResponses";

    public const string ClientClass = "SsoOidc.SsoOidcClient";

    private static readonly string[] Calls = Array.ConvertAll(OperationNames.All, static name => "SSOOIDC." + name);

    /// <summary>The client's method that makes the call.</summary>
    public static string MethodOf(Operation operation) => operation.Index switch
    {
        0 => "CreateTokenAsync",
        1 => "CreateTokenWithIamAsync",
        2 => "RegisterClientAsync",
        _ => "StartDeviceAuthorizationAsync",
    };

    public static string OfCall(Operation operation) => Calls[operation.Index];
}
