using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using SsoOidc.LocalServer;
using SsoOidc.LocalServer.Hosting;
using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.Signing;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>A request that another SDK signed, byte for byte; it keeps the test's signer and the server's verifier honest.</summary>
public sealed class SignatureVectorTests
{
    private const string KeyId = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Signature = "b5a374c4bdcd9608ee9a4ef1dc5928c97c7861fa2b2515fb8a4cfb2d7507e48a";
    private const string SignedHeaders = "amz-sdk-invocation-id;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token";

    private static readonly DateTimeOffset Time = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"clientId":"a","grantType":"b"}""");

    private static readonly (string Name, string Value)[] Headers =
    [
        ("amz-sdk-invocation-id", "00000000-0000-4000-8000-000000000000"),
        ("content-type", "application/json"),
        ("host", "oidc.us-west-2.amazonaws.com"),
        ("x-amz-content-sha256", "9a7ac3302fbd7e67fc2d2b06e22cd3474555492c0d5c39ac4c61a4b90cdea864"),
        ("x-amz-security-token", "TOKEN=="),
    ];

    [Fact]
    public void The_tests_signer_makes_the_known_signature()
    {
        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential={KeyId}/20240101/us-west-2/sso-oauth/aws4_request, SignedHeaders={SignedHeaders}, Signature={Signature}",
            Signer().Authorization(Body));
    }

    [Theory]
    [InlineData(Signature, "/token?aws_iam=t", true)]
    [InlineData(Signature, "http://proxied.example/token?aws_iam=t", true)]
    [InlineData(Signature, "/./x/..//token?aws_iam=t", true)]
    [InlineData(Signature, "/token/?aws_iam=t", false)]
    [InlineData(Signature, "/%74oken?aws_iam=t", false)]
    [InlineData(Signature, "/token?aws_iam=%74", false)]
    [InlineData("b5a374c4bdcd9608ee9a4ef1dc5928c97c7861fa2b2515fb8a4cfb2d7507e48b", "/token?aws_iam=t", false)]
    [InlineData("B5A374C4BDCD9608EE9A4EF1DC5928C97C7861FA2B2515FB8A4CFB2D7507E48A", "/token?aws_iam=t", false)]
    public void The_verifier_accepts_the_known_signature_and_no_other(string signature, string target, bool accepted)
    {
        var authorization =
            $"AWS4-HMAC-SHA256 Credential={KeyId}/20240101/us-west-2/sso-oauth/aws4_request, SignedHeaders={SignedHeaders}, Signature={signature}";
        Assert.Equal(accepted ? null : "InvalidSignatureException", Verify(target, authorization));
    }

    [Theory]
    [InlineData("/%74oken", "/%2574oken", true)]
    [InlineData("/a%20b/c~d", "/a%2520b/c~d", true)]
    [InlineData("/a//b/./c/../d/", "/a/b/d/", true)]
    [InlineData("/../..", "/", true)]
    [InlineData("/", "/", true)]
    [InlineData("/%74oken", "/%74oken", false)]
    [InlineData("/%74oken", "/token", false)]
    public void Paths_are_normalised_and_escaped_once_more(string path, string canonicalPath, bool accepted)
    {
        var signer = Signer();
        signer.CanonicalPath = canonicalPath;
        Assert.Equal(accepted ? null : "InvalidSignatureException", Verify(path + "?aws_iam=t", signer.Authorization(Body)));
    }

    private static TestSigner Signer()
    {
        var signer = new TestSigner { KeyId = KeyId, Secret = Secret, Region = "us-west-2", Time = Time };
        foreach (var (name, value) in Headers)
        {
            signer.Headers[name] = value;
        }

        return signer;
    }

    /// <summary>Returns the type of the fault, or null when the signature is accepted.</summary>
    private static string? Verify(string target, string authorization)
    {
        var settings = ServerSettings.From(new LocalIdentityCenterOptions
        {
            Region = "us-west-2",
            TimeProvider = new FakeTimeProvider(Time),
            SigningCredentials = new Dictionary<string, string> { [KeyId] = Secret },
        });
        var verifier = new SigV4Verifier(settings, new ServerAddress(settings.Url, 8321));
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        foreach (var (name, value) in Headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Request.Headers["X-Amz-Date"] = "20240101T000000Z";
        context.Request.Headers.Authorization = authorization;

        return (Record.Exception(() => verifier.Verify(context, Body)) as Fault)?.ErrorType;
    }
}
