using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>A member of an error answer: whatever is not a readable string counts as absent, so that no answer hides its error.</summary>
internal sealed class LenientStringMember<T>(string name, string shapeName, Func<T, string?> get, Action<T, string?> set)
    : Member<T>(name, shapeName, MemberKind.String, required: false, Secrecy.None)
    where T : class
{
    public override bool IsNull(T owner) => get(owner) is null;

    public override object? GetValue(T owner) => get(owner);

    public override void Write(ref JsonBodyWriter writer, T owner)
    {
        if (get(owner) is { } value)
        {
            writer.Key(JsonKey);
            writer.String(value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, T owner)
    {
        set(owner, reader.TokenType == JsonTokenType.String ? ReadText(ref reader) : null);
        reader.Skip();
    }

    public override bool ValueEquals(T left, T right) => string.Equals(get(left), get(right), StringComparison.Ordinal);

    public override void AddTo(ref HashCode hash, T owner) => hash.Add(get(owner), StringComparer.Ordinal);

    public override void SetStubDefault(T owner) => set(owner, ShapeName);

    // Bytes that are no UTF-8 and escapes of lone surrogates are found only here.
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
