using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>
/// A Signature Version 4 signer written from the public description of the algorithm, on purpose apart from the server's verifier.
/// Every step can be bent by a test.
/// </summary>
internal sealed class TestSigner
{
    public string KeyId { get; set; } = "LOCALAKID";

    public string Secret { get; set; } = "local-secret";

    public string Region { get; set; } = "us-east-1";

    public string Service { get; set; } = "sso-oauth";

    public required DateTimeOffset Time { get; set; }

    public string? ScopeDate { get; set; }

    public string Method { get; set; } = "POST";

    public string CanonicalPath { get; set; } = "/token";

    public string CanonicalQuery { get; set; } = "aws_iam=t";

    /// <summary>Gets the headers that are sent.</summary>
    public SortedDictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the names of sent headers that are left out of the signature.</summary>
    public HashSet<string> Unsigned { get; } = [];

    public string AmzDate => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public string Authorization(byte[] body)
    {
        Headers.TryAdd("x-amz-date", AmzDate);
        var signed = Headers.Where(header => !Unsigned.Contains(header.Key)).ToArray();
        var names = string.Join(";", signed.Select(header => header.Key));

        var canonical = new StringBuilder();
        canonical.Append(Method + "\n" + CanonicalPath + "\n" + CanonicalQuery + "\n");
        foreach (var header in signed)
        {
            canonical.Append(header.Key + ":" + string.Join(" ", header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + "\n");
        }

        canonical.Append("\n" + names + "\n" + Headers.GetValueOrDefault("x-amz-content-sha256", Hex(SHA256.HashData(body))));

        var date = ScopeDate ?? AmzDate[..8];
        var scope = $"{date}/{Region}/{Service}/aws4_request";
        var text = "AWS4-HMAC-SHA256\n" + AmzDate + "\n" + scope + "\n" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));

        var dateKey = Hmac(Encoding.UTF8.GetBytes("AWS4" + Secret), date);
        var regionKey = Hmac(dateKey, Region);
        var serviceKey = Hmac(regionKey, Service);
        var signingKey = Hmac(serviceKey, "aws4_request");
        return $"AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={names}, Signature={Hex(Hmac(signingKey, text))}";
    }

    public static string Hex(byte[] bytes) => string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private static byte[] Hmac(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }
}
