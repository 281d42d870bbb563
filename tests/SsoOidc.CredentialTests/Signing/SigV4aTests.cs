using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SsoOidc.Signing;

namespace SsoOidc.CredentialTests.Signing;

public class SigV4aTests
{
    private static readonly JsonElement[] All = ReadCases();

    public static TheoryData<string> KeyCases => [.. Names("derive_key")];

    public static TheoryData<string> SigningCases => [.. Names("sign_request")];

    [Theory]
    [MemberData(nameof(KeyCases))]
    public void A_key_is_derived_as_recorded(string name)
    {
        var test = Find(name);
        var expected = test.GetProperty("expected").GetProperty("key");
        byte[] d = SigV4aKey.Derive(Text(test, "access_key_id")!, Text(test, "secret_access_key")!);
        Assert.Equal(expected.GetProperty("private_d_hex").GetString(), Convert.ToHexStringLower(d));

        using var key = SigV4aKey.Import(d);
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal(expected.GetProperty("public_x_hex").GetString(), Convert.ToHexStringLower(q.X!));
        Assert.Equal(expected.GetProperty("public_y_hex").GetString(), Convert.ToHexStringLower(q.Y!));
    }

    [Fact]
    public void The_documented_vector() => Assert.Equal(
        "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd",
        Convert.ToHexStringLower(SigV4aKey.Derive("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom")));

    [Theory]
    [MemberData(nameof(SigningCases))]
    public void A_request_is_signed_as_recorded(string name)
    {
        var test = Find(name);
        var request = test.GetProperty("request");
        var expected = test.GetProperty("expected");
        var uri = new Uri(request.GetProperty("url").GetString()!, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        byte[] body = request.TryGetProperty("body", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : [];
        var headers = new HttpHeaderList();
        foreach (var header in request.GetProperty("headers").EnumerateObject())
        {
            headers.Set(header.Name, header.Value.GetString()!);
        }

        new SigV4aSigner().Sign(
            new SignedRequest(request.GetProperty("http_method").GetString()!, uri.AbsolutePath, uri.Query.AsSpan().TrimStart('?'), uri.Authority),
            headers,
            body,
            new SigningScope(
                Text(test, "access_key_id")!, Text(test, "secret_access_key")!, Text(test, "session_token"), Text(test, "region")!, Text(test, "service")!),
            DateTimeOffset.Parse(test.GetProperty("time").GetString()!, CultureInfo.InvariantCulture));

        foreach (var header in expected.GetProperty("headers").EnumerateObject())
        {
            Assert.Equal(header.Value.GetString(), headers[header.Name]);
        }

        Assert.Equal(expected.GetProperty("headers").TryGetProperty("x-amz-region-set", out _), headers.Contains("x-amz-region-set"));
        string authorization = headers["authorization"]!;
        string prefix = expected.GetProperty("authorization_without_signature").GetString()!;
        Assert.StartsWith(prefix, authorization, StringComparison.Ordinal);

        byte[] toSign = Encoding.UTF8.GetBytes(expected.GetProperty("string_to_sign").GetString()!);
        using var key = PublicKey(expected.GetProperty("key"));
        Assert.True(Verify(key, toSign, authorization[prefix.Length..]));
        Assert.True(Verify(key, toSign, expected.GetProperty("a_valid_signature_hex").GetString()!));
        Assert.False(Verify(key, toSign, expected.GetProperty("not_a_valid_signature_hex").GetString()!));
    }

    [Fact]
    public async Task One_signer_serves_many_threads_and_other_secrets()
    {
        var signer = new SigV4aSigner();
        string[] secrets = ["one", "two"];
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (i, _) =>
        {
            string secret = secrets[i % 2];
            var headers = new HttpHeaderList();
            signer.Sign(
                new SignedRequest("GET", "/", string.Empty, "h"), headers, [], new SigningScope("AK", secret, null, "*", "s"), DateTimeOffset.UnixEpoch);
            using var key = SigV4aKey.Import(SigV4aKey.Derive("AK", secret));
            string canonical = string.Join(
                '\n',
                ["GET", "/", string.Empty, .. headers.Where(h => h.Key != "authorization").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}:{h.Value}"), string.Empty, "host;x-amz-content-sha256;x-amz-date;x-amz-region-set", headers["x-amz-content-sha256"]]);
            byte[] toSign = Encoding.UTF8.GetBytes(
                $"AWS4-ECDSA-P256-SHA256\n19700101T000000Z\n19700101/s/aws4_request\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
            Assert.True(Verify(key, toSign, headers["authorization"]!.Split("Signature=")[1]));
            return ValueTask.CompletedTask;
        });
    }

    private static bool Verify(ECDsa key, byte[] data, string hex) =>
        key.VerifyData(data, Convert.FromHexString(hex), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static ECDsa PublicKey(JsonElement key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = Convert.FromHexString(key.GetProperty("public_x_hex").GetString()!),
            Y = Convert.FromHexString(key.GetProperty("public_y_hex").GetString()!),
        },
    });

    private static JsonElement Find(string name) => All.Single(test => test.GetProperty("name").GetString() == name);

    private static string? Text(JsonElement test, string name) => test.GetProperty("signer").GetProperty(name).GetString();

    private static IEnumerable<string> Names(string kind) =>
        All.Where(test => test.GetProperty("kind").GetString() == kind).Select(test => test.GetProperty("name").GetString()!);

    private static JsonElement[] ReadCases()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "sigv4a.json")));
        return [.. document.RootElement.Clone().GetProperty("cases").EnumerateArray()];
    }
}
