using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>A string; <c>known</c> is a value that servers nearly always send, so that it need not be created anew each time.</summary>
internal sealed class StringMember<T>(
    string name,
    string shapeName,
    Func<T, string?> get,
    Action<T, string?> set,
    bool required = false,
    Secrecy secrecy = Secrecy.None,
    string? known = null)
    : Member<T>(name, shapeName, MemberKind.String, required, secrecy)
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

    public override void Read(ref Utf8JsonReader reader, T owner) => set(owner, reader.TokenType switch
    {
        JsonTokenType.String => known is not null && reader.ValueTextEquals(known) ? known : reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Unexpected("a string"),
    });

    public override bool ValueEquals(T left, T right) => string.Equals(get(left), get(right), StringComparison.Ordinal);

    public override void AddTo(ref HashCode hash, T owner) => hash.Add(get(owner), StringComparer.Ordinal);

    public override void SetStubDefault(T owner) => set(owner, ShapeName);

    public override void Validate(T owner, List<ParameterError> errors)
    {
        if (get(owner) is { } value && !Text.IsValidUtf16(value))
        {
            errors.Add(ParameterError.InvalidText(Name));
        }
    }
}
