using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.SSOOIDC;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.EndToEndTests.LocalServer;
using SsoOidc.LocalServer;
using Sdk = Amazon.SSOOIDC.Model;

namespace SsoOidc.EndToEndTests;

/// <summary>
/// Requests that other SDKs signed, taken off the wire and sent again: as they are they pass, with one byte changed, or at
/// another time, they do not.
/// </summary>
public sealed class SignatureReplayTests
{
    private const string BotocoreScript = """
        import os, botocore.session
        botocore.session.get_session().create_client(
            "sso-oidc", region_name="us-east-1", endpoint_url=os.environ["ENDPOINT"],
            aws_access_key_id="LOCALAKID", aws_secret_access_key="local-secret", aws_session_token="session/token==",
        ).create_token_with_iam(
            clientId=os.environ["APPLICATION"], grantType="urn:ietf:params:oauth:grant-type:jwt-bearer", assertion="a.b.c")
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sdk")]
    [InlineData("botocore")]
    public async Task One_changed_byte_makes_a_signed_request_refused(string signer)
    {
        var (signed, port) = await SignAsync(signer);
        await using var server = await StartAsync(port, TimeProvider.System);
        string text = Encoding.Latin1.GetString(signed);
        Assert.Equal(200, await SendAsync(server, signed));

        int body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var changes = new Dictionary<string, int>
        {
            ["body"] = text.IndexOf("application/", body, StringComparison.Ordinal),
            ["path"] = text.IndexOf("/token", StringComparison.Ordinal) + 1,
            ["query name"] = text.IndexOf("aws_iam=t", StringComparison.Ordinal),
            ["query value"] = text.IndexOf("aws_iam=t", StringComparison.Ordinal) + 8,
            ["signature"] = text.IndexOf("Signature=", StringComparison.Ordinal) + 10,
        };
        foreach (string name in SignedHeaders(text))
        {
            changes.Add(name, ValueOf(text, name));
        }

        Assert.Superset(new HashSet<string> { "host", "x-amz-date", "x-amz-security-token" }, changes.Keys.ToHashSet());
        foreach (var (part, index) in changes)
        {
            byte[] changed = [.. signed];
            changed[index] ^= 1;

            // Another path or query is another operation, or none; everything else is refused for its signature.
            int refused = part switch { "path" => 404, "query name" or "query value" => 400, _ => 403 };
            Assert.True(await SendAsync(server, changed) == refused, part);
        }
    }

    [Theory]
    [InlineData("sdk")]
    [InlineData("botocore")]
    public async Task Sixteen_minutes_make_a_signed_request_refused(string signer)
    {
        var (signed, port) = await SignAsync(signer);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(16));
        await using var server = await StartAsync(port, clock);
        Assert.Equal(403, await SendAsync(server, signed));
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(200, await SendAsync(server, signed));
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(403, await SendAsync(server, signed));
    }

    private static Task<LocalIdentityCenter> StartAsync(int port, TimeProvider clock) =>
        LocalIdentityCenter.StartAsync(new() { Url = new Uri($"http://127.0.0.1:{port}"), TimeProvider = clock }, Cancellation);

    // The signature covers the host and its port: the request is taken where the server will listen afterwards.
    private static async Task<(byte[] Request, int Port)> SignAsync(string signer)
    {
        using var tap = new WireTap("""{"accessToken":"x"}""");
        if (signer == "sdk")
        {
            using var client = new AmazonSSOOIDCClient(
                new SessionAWSCredentials("LOCALAKID", "local-secret", "session/token=="),
                new AmazonSSOOIDCConfig { ServiceURL = tap.Endpoint, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
            await client.CreateTokenWithIAMAsync(
                new Sdk.CreateTokenWithIAMRequest { ClientId = SignedCall.Application, GrantType = GrantTypes.JwtBearer, Assertion = SignedCall.Jwt },
                Cancellation);
        }
        else
        {
            var (code, errors) = await RunBotocoreAsync(tap.Endpoint);
            Assert.SkipWhen(code != 0 && errors.Contains("ModuleNotFoundError", StringComparison.Ordinal), "skipped: not installed");
            Assert.True(code == 0, errors);
        }

        return (await tap.Request, tap.Port);
    }

    private static async Task<(int Code, string Errors)> RunBotocoreAsync(string endpoint)
    {
        try
        {
            var (code, _, errors) = await ChildProcess.RunAsync(
                "python3", ["-c", BotocoreScript], ("ENDPOINT", endpoint), ("APPLICATION", SignedCall.Application), ("NO_PROXY", "*"));
            return (code, errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip("skipped: not installed");
            throw;
        }
    }

    private static string[] SignedHeaders(string request)
    {
        int start = request.IndexOf("SignedHeaders=", StringComparison.Ordinal) + 14;
        return request[start..request.IndexOf(',', start)].Split(';');
    }

    private static int ValueOf(string request, string header) =>
        request.IndexOf($"\r\n{header}: ", StringComparison.OrdinalIgnoreCase) is > 0 and var at
            ? at + header.Length + 4
            : throw new InvalidOperationException($"The request has no {header}.");

    private static async Task<int> SendAsync(LocalIdentityCenter server, byte[] request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Endpoint.Host, server.Endpoint.Port, Cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(request, Cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        string status = (await reader.ReadLineAsync(Cancellation))!;
        return int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
