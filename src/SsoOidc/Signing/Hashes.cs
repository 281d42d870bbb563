using System.Security.Cryptography;

namespace SsoOidc.Signing;

/// <summary>
/// Hashing on objects kept per thread: making one costs more in OpenSSL 3 than hashing a kilobyte.
/// </summary>
internal static class Hashes
{
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    [ThreadStatic]
    private static (byte[] Key, IncrementalHash Hash)? _hmac;

    public static void Sha256(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(data);
        sha256.GetHashAndReset(hash);
    }

    /// <summary>The key array must not change afterwards: its hash object is kept by reference.</summary>
    public static void HmacSha256(byte[] key, ReadOnlySpan<byte> data, Span<byte> hash)
    {
        if (_hmac is not { } hmac || !ReferenceEquals(hmac.Key, key))
        {
            _hmac?.Hash.Dispose();
            hmac = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
            _hmac = hmac;
        }

        hmac.Hash.AppendData(data);
        hmac.Hash.GetHashAndReset(hash);
    }
}
