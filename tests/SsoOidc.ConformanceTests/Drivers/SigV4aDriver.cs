using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SsoOidc.ConformanceTests.Runner;
using SsoOidc.Signing;

namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>
/// <c>sigv4a.json</c>: derived keys, and what is signed, byte for byte; the signature itself is random and must verify over the recorded string
/// to sign with the recorded public key.
/// </summary>
internal sealed class SigV4aDriver : GoldenDriver
{
    public override string Name => "sigv4a";

    public override Task<CaseOutcome> RunAsync(GoldenCase golden, JsonObject expected)
    {
        var signer = golden.Object("signer");
        SigV4Driver.CheckSwitches(signer);
        var differences = new Differences();
        switch (golden.Kind)
        {
            case "derive_key":
                break;
            case "sign_request":
                CompareSigned(differences, golden, expected, signer);
                break;
            default:
                throw new GoldenFormatException($"the kind '{golden.Kind}' is not known");
        }

        CompareKey(differences, signer, (JsonObject)expected["key"]!);
        return Task.FromResult(new CaseOutcome(differences, CasePaths.NoCall));
    }

    private static void CompareKey(Differences differences, JsonObject signer, JsonObject expected)
    {
        byte[] d = SigV4aKey.Derive(Text(signer, "access_key_id"), Text(signer, "secret_access_key"));
        differences.Same("private_d_hex", expected["private_d_hex"], Convert.ToHexStringLower(d));
        using var key = SigV4aKey.Import(d);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        differences.Same("public_x_hex", expected["public_x_hex"], Convert.ToHexStringLower(point.X!));
        differences.Same("public_y_hex", expected["public_y_hex"], Convert.ToHexStringLower(point.Y!));
    }

    private static void CompareSigned(Differences differences, GoldenCase golden, JsonObject expected, JsonObject signer)
    {
        var request = SigV4Driver.ReadRequest(golden.Object("request"), out var headers, out byte[] body);
        var given = headers.Select(static header => header.Key).ToHashSet(StringComparer.Ordinal);
        new SigV4aSigner().Sign(
            request,
            headers,
            body,
            new SigningScope(
                Text(signer, "access_key_id"), Text(signer, "secret_access_key"), signer["session_token"]?.GetValue<string>(), Text(signer, "region"), Text(signer, "service")),
            DateTimeOffset.Parse(golden.Text("time")!, CultureInfo.InvariantCulture));

        using var buffer = new Utf8Buffer(1024);
        CanonicalRequest.Write(buffer, request, headers);
        differences.Same("canonical_request", expected["canonical_request"], Encoding.UTF8.GetString(buffer.Written));

        // The hash of the canonical request makes the string to sign, which the signature below is verified over.
        string toSign = expected["string_to_sign"]!.GetValue<string>();
        differences.Same("string_to_sign", toSign.Split('\n')[^1], Convert.ToHexStringLower(SHA256.HashData(buffer.Written)));

        string authorization = headers["authorization"]!;
        int signature = authorization.LastIndexOf("Signature=", StringComparison.Ordinal) + "Signature=".Length;
        differences.Same("authorization_without_signature", expected["authorization_without_signature"], authorization[..signature]);
        var returned = (JsonObject)expected["headers"]!;
        foreach (var (name, value) in returned)
        {
            differences.Same($"header {name}", value, headers[name]);
        }

        foreach (var (name, _) in headers)
        {
            differences.True($"header {name} was added", given.Contains(name) || returned.ContainsKey(name) || name == "authorization");
        }

        using var key = PublicKey((JsonObject)expected["key"]!);
        differences.True("the signature does not verify", Verifies(key, toSign, authorization[signature..]));

        // The check itself: it takes the recorded signature, and refuses the other one.
        differences.True("a_valid_signature_hex does not verify", Verifies(key, toSign, expected["a_valid_signature_hex"]!.GetValue<string>()));
        differences.True("not_a_valid_signature_hex verifies", !Verifies(key, toSign, expected["not_a_valid_signature_hex"]!.GetValue<string>()));
    }

    private static bool Verifies(ECDsa key, string text, string hex) => key.VerifyData(
        Encoding.UTF8.GetBytes(text), Convert.FromHexString(hex), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static ECDsa PublicKey(JsonObject key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Convert.FromHexString(Text(key, "public_x_hex")), Y = Convert.FromHexString(Text(key, "public_y_hex")) },
    });

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();
}
