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
            headers.SetOwn("host", request.Host);
        }

        if (!headers.Contains("x-amz-date"))
        {
            headers.SetOwn("x-amz-date", AmzDate.Format(now));
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
            headers.SetOwn("x-amz-content-sha256", Hex(hash));
        }
    }

    public static void WriteStringToSign(
        Utf8Buffer buffer, string algorithm, string date, string credentialScope, ReadOnlySpan<byte> canonicalHash)
    {
        buffer.Write(algorithm);
        buffer.Write('\n');
        buffer.Write(date);
        buffer.Write('\n');
        buffer.Write(credentialScope);
        buffer.Write('\n');
        buffer.WriteHex(canonicalHash);
    }

    /// <summary>The Authorization header up to the signature.</summary>
    public static string AuthorizationPrefix(string algorithm, string accessKeyId, string credentialScope, string signedHeaders) =>
        $"{algorithm} Credential={accessKeyId}/{credentialScope}, SignedHeaders={signedHeaders}, Signature=";

    public static string Authorization(string prefix, ReadOnlySpan<byte> signature)
    {
        Span<char> hex = stackalloc char[signature.Length * 2];
        WriteHex(signature, hex);
        return string.Concat(prefix, hex);
    }

    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        Span<char> hex = stackalloc char[bytes.Length * 2];
        WriteHex(bytes, hex);
        return new string(hex);
    }

    public static void WriteHex(ReadOnlySpan<byte> bytes, Span<char> hex)
    {
#if NET9_0_OR_GREATER
        Convert.TryToHexStringLower(bytes, hex, out _);
#else
        for (int i = 0; i < bytes.Length; i++)
        {
            hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
            hex[(2 * i) + 1] = "0123456789abcdef"[bytes[i] & 0xF];
        }
#endif
    }
}

/// <summary>The date form of AWS signatures: <c>yyyyMMddTHHmmssZ</c>.</summary>
internal static class AmzDate
{
    // Calls come many to the second, and all of them have the same text.
    private static Stamp _last = new(-1, string.Empty);

    public static string Format(DateTimeOffset time)
    {
        long second = time.UtcTicks / TimeSpan.TicksPerSecond;
        var last = Volatile.Read(ref _last);
        if (last.Second != second)
        {
            last = new(second, time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Volatile.Write(ref _last, last);
        }

        return last.Text;
    }

    private sealed record Stamp(long Second, string Text);
}
