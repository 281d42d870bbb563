using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// Signs a recorded canonical request with nothing but HMAC, by the book (AWS Signature Version 4), and not with the library's
/// signer, which is what the result is compared to.
/// </summary>
internal static class HmacSignature
{
    /// <summary>The string to sign of a canonical request.</summary>
    public static string StringToSign(string amzDate, string credentialScope, string canonicalRequest) =>
        $"AWS4-HMAC-SHA256\n{amzDate}\n{credentialScope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    /// <summary>The signature of a string to sign.</summary>
    public static string Sign(string secret, string credentialScope, string stringToSign)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in credentialScope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
