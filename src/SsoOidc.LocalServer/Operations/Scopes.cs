using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Operations;

/// <summary>Checks a list of scopes: 1 to 25 of them, each made of the characters RFC 6749 section 3.3 allows.</summary>
internal static class Scopes
{
    private const int Max = 25;
    private const int MaxLength = 256;

    public static IReadOnlyList<string>? Check(IReadOnlyList<string>? scopes, string member)
    {
        if (scopes is null)
        {
            return null;
        }

        return scopes.Count is > 0 and <= Max && scopes.All(IsScope)
            ? [.. scopes.Distinct()]
            : throw Fault.InvalidScope($"{member} must hold 1 to {Max} scopes of printable ASCII letters without spaces, quotes or backslashes.");
    }

    private static bool IsScope(string scope) =>
        scope.Length is > 0 and <= MaxLength && scope.All(c => c is > ' ' and <= '~' and not '"' and not '\\');
}
