namespace SsoOidc.Shapes;

/// <summary>A JSON value of the wrong type or range; carries the member's name, never its value.</summary>
internal sealed class UnexpectedValueException(string member, string expected)
    : Exception($"member '{member}' is not {expected}")
{
    public string Member { get; } = member;

    public string Expected { get; } = expected;
}
