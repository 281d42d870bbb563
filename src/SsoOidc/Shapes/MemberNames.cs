namespace SsoOidc.Shapes;

/// <summary>How wire names become .NET names.</summary>
internal static class MemberNames
{
    /// <summary><c>clientId</c> → <c>ClientId</c>, <c>error_description</c> → <c>ErrorDescription</c>.</summary>
    public static string PropertyName(string wireName) => string.Concat(
        wireName.Split('_').Select(static word => string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.AsSpan(1))));
}
