using System.Globalization;
using System.Text;
using SsoOidc.ConformanceTests.Expectations;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Signing;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary><c>sigv4.json</c>: canonical request, string to sign, signature and headers, byte for byte.</summary>
internal sealed class SigV4Driver : GoldenDriver
{
    private static readonly string[] SignerMembers =
    [
        "service", "region", "access_key_id", "secret_access_key", "session_token", "uri_escape_path", "normalize_path",
        "apply_checksum_header", "omit_session_token", "unsigned_headers", "signing_algorithm",
    ];

    private static readonly string[] UnsignedHeaders = ["content-length", "user-agent", "x-amzn-trace-id"];

    public override string Name => "sigv4";

    public override Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        if (golden.Kind != "sign_request")
        {
            throw new GoldenFormatException($"the kind '{golden.Kind}' is not known");
        }

        var signer = golden.Object("signer");
        CheckSwitches(signer);
        var request = ReadRequest(golden.Object("request"), out var headers, out byte[] body);
        var scope = new SigningScope(
            signer["access_key_id"]!.GetValue<string>(),
            signer["secret_access_key"]!.GetValue<string>(),
            signer["session_token"]?.GetValue<string>(),
            signer["region"]!.GetValue<string>(),
            signer["service"]!.GetValue<string>());
        var given = headers.Select(static header => header.Key).ToHashSet(StringComparer.Ordinal);
        new SigV4Signer().Sign(request, headers, body, scope, DateTimeOffset.Parse(golden.Text("time")!, CultureInfo.InvariantCulture));
        return Task.FromResult(new CaseOutcome(Compare(expected, request, headers, given, scope), CasePaths.NoCall));
    }

    /// <summary>A recorded request in the signer's terms.</summary>
    public static SignedRequest ReadRequest(JsonObject recorded, out HttpHeaderList headers, out byte[] body)
    {
        var url = new RawUrl(recorded["url"]!.GetValue<string>());
        headers = new HttpHeaderList();
        foreach (var (name, value) in recorded["headers"] as JsonObject ?? [])
        {
            headers.Set(name, value!.GetValue<string>());
        }

        body = recorded["body_base64"] is { } base64
            ? Convert.FromBase64String(base64.GetValue<string>())
            : Encoding.UTF8.GetBytes(recorded["body"]?.GetValue<string>() ?? string.Empty);
        return new SignedRequest(recorded["http_method"]!.GetValue<string>(), url.Path, url.Query, url.HostHeader);
    }

    private static Differences Compare(
        JsonObject expected, in SignedRequest request, HttpHeaderList headers, HashSet<string> given, SigningScope scope)
    {
        using var buffer = new Utf8Buffer(1024);
        string signedHeaders = CanonicalRequest.Write(buffer, request, headers).Line;
        string canonical = Encoding.UTF8.GetString(buffer.Written);
        string amzDate = headers["x-amz-date"]!;
        string authorization = headers["authorization"]!;

        var differences = new Differences();
        differences.Same("canonical_request", expected["canonical_request"], canonical);
        differences.Same(
            "string_to_sign",
            expected["string_to_sign"],
            StringToSign(amzDate, $"{amzDate[..8]}/{scope.Region}/{scope.Service}/aws4_request", canonical));
        differences.Same("content_sha256", expected["content_sha256"], headers["x-amz-content-sha256"]);
        differences.Same("signature", expected["signature"], authorization[(authorization.LastIndexOf('=') + 1)..]);
        differences.Same("authorization", expected["authorization"], authorization);
        differences.Same("signed_headers", expected["signed_headers"], signedHeaders);

        var returned = (JsonObject)expected["headers"]!;
        foreach (var (name, value) in returned)
        {
            differences.Same($"header {name}", value, headers[name]);
        }

        foreach (var (name, _) in headers)
        {
            differences.True($"header {name} was added", given.Contains(name) || returned.ContainsKey(name));
        }

        return differences;
    }

    /// <summary>The client never signs otherwise, so the library has no such switches.</summary>
    public static void CheckSwitches(JsonObject signer)
    {
        foreach (var (name, _) in signer)
        {
            if (!SignerMembers.Contains(name))
            {
                throw new UnsupportedOptionException($"unsupported option '{name}' of the signer");
            }
        }

        bool usual = IsOrAbsent("uri_escape_path", true) && IsOrAbsent("normalize_path", true) && IsOrAbsent("apply_checksum_header", true)
            && IsOrAbsent("omit_session_token", false)
            && (signer["unsigned_headers"] is not JsonArray unsigned
                || unsigned.Select(static name => name!.GetValue<string>()).Order().SequenceEqual(UnsignedHeaders));
        if (!usual)
        {
            throw new UnsupportedOptionException("unsupported option: the signer's switches are not the client's own");
        }

        bool IsOrAbsent(string name, bool value) => signer[name] is null || signer[name]!.GetValue<bool>() == value;
    }

    private static string StringToSign(string date, string credentialScope, string canonicalRequest)
    {
        using var buffer = new Utf8Buffer(256);
        SignatureParts.WriteStringToSign(
            buffer, "AWS4-HMAC-SHA256", date, credentialScope, System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonicalRequest)));
        return System.Text.Encoding.UTF8.GetString(buffer.Written);
    }
}
