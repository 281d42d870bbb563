using System.Text.RegularExpressions;

namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>Names and validation texts as the reference writes them.</summary>
internal static partial class RubyText
{
    /// <summary><c>CreateTokenWithIAM</c> → <c>create_token_with_iam</c>, <c>expiresIn</c> → <c>expires_in</c>.</summary>
    public static string Snake(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    /// <summary>The problems of a request or stub in the reference's words; of a type only that it is another one.</summary>
    public static string Of(IReadOnlyList<ParameterError> errors)
    {
        var lines = errors.Select(Of).ToArray();
        return lines is [var only] ? only : $"parameter validator found {lines.Length} errors:{string.Concat(lines.Select(static line => "\n  - " + line))}";
    }

    /// <summary>A recorded text without the names of Ruby's classes.</summary>
    public static string WithoutClasses(string text) => GotClass().Replace(text, "got class ? instead.");

    private static string Of(ParameterError error)
    {
        int index = error.Path.IndexOf('[', StringComparison.Ordinal);
        string name = index < 0 ? error.Path : error.Path[..index];
        string path = $"params[:{Snake(name)}]{(index < 0 ? string.Empty : error.Path[index..])}";
        return error.Kind switch
        {
            ParameterErrorKind.Missing => $"missing required parameter {path}",
            ParameterErrorKind.Unexpected => $"unexpected value at {path}",
            _ => $"expected {path} to be {error.Expected}, got class ? instead.",
        };
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]+")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"got class \S+ instead\.")]
    private static partial Regex GotClass();
}
