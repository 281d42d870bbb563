using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.LocalServer.State;

/// <summary>Makes and compares secrets. The server keeps only their fingerprints.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>Makes 256 random bits in URL-safe letters behind <paramref name="prefix"/>.</summary>
    public static string Create(string prefix = "") =>
        prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Fingerprint(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The fingerprint as a dictionary key, so that a lookup's timing tells nothing about the secret.</summary>
    public static string Key(string secret) => Convert.ToHexString(Fingerprint(secret));

    public static bool Matches(byte[] fingerprint, string candidate) =>
        CryptographicOperations.FixedTimeEquals(fingerprint, Fingerprint(candidate));
}
