using System.Text;
using System.Text.Json;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>Sends signed CreateTokenWithIAM requests whose signing a test can bend.</summary>
internal static class SignedCall
{
    public const string Application = "arn:aws:sso::123456789012:application/ssoins-1111111111111111/apl-2222222222222222";

    public const string Jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

    public static Dictionary<string, object?> JwtBearer => new()
    {
        ["clientId"] = Application,
        ["grantType"] = GrantTypes.JwtBearer,
        ["assertion"] = Jwt,
    };

    public static Task<Answer> PostSignedAsync(this TestServer server, object body, Action<TestSigner>? bend = null) =>
        server.PostSignedAsync(JsonSerializer.Serialize(body), bend);

    public static Task<Answer> PostSignedAsync(
        this TestServer server, string body, Action<TestSigner>? bend = null, Action<HttpRequestMessage>? change = null, string path = "/token?aws_iam=t")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signer = new TestSigner { Time = server.Clock.GetUtcNow() };
        signer.Headers["host"] = server.Server.Endpoint.Authority;
        signer.Headers["content-type"] = "application/json";
        bend?.Invoke(signer);

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization(bytes));
        foreach (var (name, value) in signer.Headers)
        {
            if (name is "content-type" or "content-encoding")
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        change?.Invoke(request);
        return server.SendAsync(request);
    }
}
