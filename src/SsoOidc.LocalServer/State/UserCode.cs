using System.Security.Cryptography;

namespace SsoOidc.LocalServer.State;

/// <summary>The code a person types: eight consonants, so that no two look alike and no words appear (RFC 8628 section 6.1).</summary>
internal static class UserCode
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Half = 4;

    public static string Create() => RandomNumberGenerator.GetString(Letters, Half) + "-" + RandomNumberGenerator.GetString(Letters, Half);

    /// <summary>Reads what a person typed: any case, with or without the hyphen or spaces. Null when it cannot be a code.</summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null || typed.Length > 64)
        {
            return null;
        }

        var letters = string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        return letters.Length == 2 * Half && letters.All(Letters.Contains) ? letters[..Half] + "-" + letters[Half..] : null;
    }
}
