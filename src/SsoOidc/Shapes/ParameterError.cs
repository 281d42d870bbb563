namespace SsoOidc;

/// <summary>What is wrong with a parameter.</summary>
public enum ParameterErrorKind
{
    /// <summary>A required member is null or absent.</summary>
    Missing,

    /// <summary>A member that the operation does not have.</summary>
    Unexpected,

    /// <summary>A value of the wrong type.</summary>
    Type,

    /// <summary>Text that is not valid UTF-16 and so cannot be sent.</summary>
    Text,
}

/// <summary>One problem of a request, found before anything is sent. It never holds the value itself.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">The member by its wire name, such as <c>clientId</c> or <c>scope[1]</c>.</param>
/// <param name="Expected">What would be right, such as <c>a String</c>; <see langword="null"/> for missing and unexpected members.</param>
/// <param name="Got">The type that was given, such as <c>Int32</c>; <see langword="null"/> for missing and unexpected members.</param>
public sealed record ParameterError(ParameterErrorKind Kind, string Path, string? Expected = null, string? Got = null)
{
    internal static ParameterError Missing(string path) => new(ParameterErrorKind.Missing, path);

    internal static ParameterError Unexpected(string path) => new(ParameterErrorKind.Unexpected, path);

    internal static ParameterError WrongType(string path, string expected, string got) => new(ParameterErrorKind.Type, path, expected, got);

    internal static ParameterError NullElement(string path) => new(ParameterErrorKind.Type, path, "a String", "null");

    internal static ParameterError InvalidText(string path) =>
        new(ParameterErrorKind.Text, path, "valid UTF-16 text", "text with a lone surrogate");

    internal static ParameterError TooDeep(string path) =>
        new(ParameterErrorKind.Type, path, $"at most {Shapes.LooseJson.MaxDepth} levels deep", "a deeper value, or one that holds itself");

    /// <summary>Returns the problem as a sentence.</summary>
    public override string ToString() => Kind switch
    {
        ParameterErrorKind.Missing => $"missing required parameter {Shapes.Text.ForDisplay(Path)}",
        ParameterErrorKind.Unexpected => $"unexpected value at {Shapes.Text.ForDisplay(Path)}",
        _ => $"expected {Shapes.Text.ForDisplay(Path)} to be {Expected}, got {Got} instead",
    };
}
