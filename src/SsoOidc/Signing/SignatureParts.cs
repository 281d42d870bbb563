using System.Globalization;
using System.Security.Cryptography;

namespace SsoOidc.Signing;

/// <summary>What the two signature versions have in common.</summary>
internal static class SignatureParts
{
    /// <summary>Adds the headers that every signature covers, where they are not there already.</summary>
    public static void AddHeaders(
        in SignedRequest request, HttpHeaderList headers, ReadOnlySpan<byte> body, string? sessionToken, DateTimeOffset now)
    {
        if (!headers.Contains("host"))
        {
            headers.Set("host", request.Host);
        }

        if (!headers.Contains("x-amz-date"))
        {
            headers.Set("x-amz-date", AmzDate.Format(now));
        }

        if (!string.IsNullOrEmpty(sessionToken))
        {
            headers.Set("x-amz-security-token", sessionToken);
        }

        // The body does not change between attempts; its hash is made once.
        if (!headers.Contains("x-amz-content-sha256"))
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            Hashes.Sha256(body, hash);
            headers.Set("x-amz-content-sha256", Hex(hash));
        }
    }

    public static void WriteStringToSign(
        Utf8Buffer buffer, string algorithm, string date, string credentialScope, ReadOnlySpan<byte> canonicalHash)
    {
        buffer.Write(algorithm);
        buffer.Write((byte)'\n');
        buffer.Write(date);
        buffer.Write((byte)'\n');
        buffer.Write(credentialScope);
        buffer.Write((byte)'\n');
        buffer.WriteHex(canonicalHash);
    }

    public static string Authorization(
        string algorithm, string accessKeyId, string credentialScope, string signedHeaders, ReadOnlySpan<byte> signature) =>
        $"{algorithm} Credential={accessKeyId}/{credentialScope}, SignedHeaders={signedHeaders}, Signature={Hex(signature)}";

    public static string Hex(ReadOnlySpan<byte> bytes)
    {
#if NET9_0_OR_GREATER
        return Convert.ToHexStringLower(bytes);
#else
        return Convert.ToHexString(bytes).ToLowerInvariant();
#endif
    }
}

/// <summary>The date form of AWS signatures: <c>yyyyMMddTHHmmssZ</c>.</summary>
internal static class AmzDate
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
