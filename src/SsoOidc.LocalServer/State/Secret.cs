using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.LocalServer.State;

/// <summary>Makes and compares secrets. The server keeps only their fingerprints.</summary>
internal static class Secret
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>43 characters of 62 kinds hold 256 bits.</summary>
    private const int Length = 43;

    /// <summary>Makes 256 random bits behind <paramref name="prefix"/>, in letters and digits only: safe in URLs and as command arguments.</summary>
    public static string Create(string prefix = "") => prefix + RandomNumberGenerator.GetString(Characters, Length);

    public static byte[] Fingerprint(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The fingerprint as a dictionary key, so that a lookup's timing tells nothing about the secret.</summary>
    public static string Key(string secret) => Convert.ToHexString(Fingerprint(secret));

    public static bool Matches(byte[] fingerprint, string candidate) =>
        CryptographicOperations.FixedTimeEquals(fingerprint, Fingerprint(candidate));
}
