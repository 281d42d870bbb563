using System.Text.Json;
using Amazon.Runtime;

namespace SsoOidc.AotTests;

/// <summary>Real calls over a real connection.</summary>
internal static class Calls
{
    private const string Token =
        """{"accessToken":"at","expiresIn":3600,"refreshToken":"rt","tokenType":"Bearer","idToken":"it"}""";

    private static readonly CreateTokenRequest Request = CreateTokenRequest.ForDeviceCode("id", "secret", "code");

    public static async Task FourOperationsAsync()
    {
        using var server = new LoopbackServer(static request => (200, request.Target switch
        {
            "/client/register" => """{"clientId":"id","clientSecret":"cs","clientIdIssuedAt":1,"clientSecretExpiresAt":2}""",
            "/device_authorization" => """{"deviceCode":"dc","userCode":"uc","verificationUri":"https://v/","expiresIn":600,"interval":5}""",
            "/token?aws_iam=t" => """{"accessToken":"iam","scope":["a","b"],"awsAdditionalDetails":{"identityContext":"ic"}}""",
            _ => Token,
        }));
        using var client = Create(server);
        var registration = await client.RegisterClientAsync(new() { ClientName = "n\"é", ClientType = ClientTypes.Public, Scopes = ["s"] });
        Check.That(registration is { ClientId: "id", ClientSecret: "cs", ClientSecretExpiresAt: 2 });
        var device = await client.StartDeviceAuthorizationAsync(new() { ClientId = "id", ClientSecret = "cs", StartUrl = "https://s" });
        Check.That(device is { DeviceCode: "dc", Interval: 5 });
        var token = await client.CreateTokenAsync(Request);
        Check.That(token is { AccessToken: "at", ExpiresIn: 3600, TokenType: "Bearer", IdToken: "it", Metadata: { RequestId: "aot-1", Attempts: 1 } });
        var exchanged = await client.CreateTokenWithIamAsync(CreateTokenWithIamRequest.ForJwtBearer("arn", "jwt"));
        Check.That(exchanged is { AccessToken: "iam", Scope: ["a", "b"], AwsAdditionalDetails.IdentityContext: "ic" });

        using var body = JsonDocument.Parse(server.Requests[0].Body);
        Check.That(body.RootElement.GetProperty("clientName").GetString() == "n\"é");
        Check.That(server.Requests.Take(3).All(static request => !request.Headers.ContainsKey("authorization")));
        Check.That(server.Requests[3].Headers["authorization"].StartsWith("AWS4-HMAC-SHA256 Credential=AKID/", StringComparison.Ordinal));
    }

    public static async Task ErrorAsync()
    {
        using var server = new LoopbackServer(static _ => (400, """{"error":"authorization_pending","error_description":"wait"}"""));
        using var client = Create(server);
        var error = await Check.ThrowsAsync<AuthorizationPendingException>(() => client.CreateTokenAsync(Request));
        Check.That(error is { Error: "authorization_pending", Message: "wait", RequestId: "aot-1" });
    }

    public static async Task OutcomeAsync()
    {
        using var server = new LoopbackServer(static _ => (400, """{"error":"slow_down"}"""));
        using var client = Create(server);
        var response = await client.CreateTokenAsync(Request, new RequestOptions { RaiseResponseErrors = false });
        Check.That(response is { IsSuccessful: false, Error: SlowDownException });
    }

    public static async Task RetryAsync()
    {
        int count = 0;
        using var server = new LoopbackServer(_ => ++count < 3 ? (500, "{}") : (200, Token));
        using var client = Create(server);
        var token = await client.CreateTokenAsync(Request);
        Check.That(token is { AccessToken: "at", Metadata.Attempts: 3 });
    }

    public static async Task RefusedAsync()
    {
        string url;
        using (var closed = new LoopbackServer(static _ => (200, "{}")))
        {
            url = closed.Url;
        }

        using var client = new SsoOidcClient(Options(url));
        var error = await Check.ThrowsAsync<SsoOidcTransportException>(() => client.CreateTokenAsync(Request));
        Check.That(error.Kind == TransportErrorKind.Refused);
    }

    public static async Task LooseAsync()
    {
        using var server = new LoopbackServer(static _ => (200, Token));
        using var client = Create(server);
        var parameters = new Dictionary<string, object?> { ["clientId"] = "i", ["clientSecret"] = "s", ["grantType"] = "g", ["scope"] = new[] { "a" } };
        var result = await client.BuildRequest("CreateToken", parameters).SendAsync();
        Check.That((string?)result.Data!["accessToken"] == "at");
        Check.That(server.Requests[0].Body.Contains("\"scope\":[\"a\"]", StringComparison.Ordinal));
    }

    public static async Task HandlerAsync()
    {
        using var server = new LoopbackServer(static _ => (200, Token));
        using var client = Create(server);
        client.Handlers.Add(new TenantHandler(), PipelineStep.Build, priority: 40);
        await client.CreateTokenAsync(Request);
        Check.That(server.Requests[0].Headers["x-tenant"] == "t");
    }

    private static SsoOidcClient Create(LoopbackServer server) => new(Options(server.Url));

    private static SsoOidcClientOptions Options(string url)
    {
        var options = new SsoOidcClientOptions { Region = "us-west-2", Credentials = new BasicAWSCredentials("AKID", "secret") };
        options.Endpoint.Url = url;
        options.Retry.BaseDelay = TimeSpan.Zero;
        return options;
    }

    private sealed class TenantHandler : PipelineHandler
    {
        public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
        {
            context.HttpRequest.Headers["x-tenant"] = "t";
            return next.InvokeAsync(context);
        }
    }
}
