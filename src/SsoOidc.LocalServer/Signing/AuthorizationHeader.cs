using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.Signing;

/// <summary>The parts of <c>Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
internal sealed class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string Terminator = "aws4_request";

    public required string AccessKeyId { get; init; }

    public required string Date { get; init; }

    public required string Region { get; init; }

    public required string Service { get; init; }

    public required IReadOnlyList<string> SignedHeaders { get; init; }

    public required string Signature { get; init; }

    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    public static AuthorizationHeader Parse(string value)
    {
        if (!value.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Fault.IncompleteSignature($"Authorization must begin with {Algorithm}.");
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in value[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !parts.TryAdd(part[..at], part[(at + 1)..]))
            {
                throw Fault.IncompleteSignature("Authorization must hold Credential, SignedHeaders and Signature, each once.");
            }
        }

        var scope = Part(parts, "Credential").Split('/');
        if (scope.Length != 5 || scope[4] != Terminator || scope.Contains(""))
        {
            throw Fault.IncompleteSignature($"Credential must read KEY_ID/DATE/REGION/SERVICE/{Terminator}.");
        }

        return new AuthorizationHeader
        {
            AccessKeyId = scope[0],
            Date = scope[1],
            Region = scope[2],
            Service = scope[3],
            SignedHeaders = Names(Part(parts, "SignedHeaders")),
            Signature = Part(parts, "Signature"),
        };
    }

    private static string Part(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Fault.IncompleteSignature($"Authorization has no {name}.");

    private static string[] Names(string list)
    {
        var names = list.Split(';');
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || names[i].Any(char.IsAsciiLetterUpper) || (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0))
            {
                throw Fault.IncompleteSignature("SignedHeaders must be lower-case names in order, each once, joined by semicolons.");
            }
        }

        return names;
    }
}
