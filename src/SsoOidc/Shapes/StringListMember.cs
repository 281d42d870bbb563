using System.Text.Json;

namespace SsoOidc.Shapes;

internal sealed class StringListMember<T>(
    string name,
    string shapeName,
    Func<T, IList<string?>?> get,
    Action<T, IList<string?>?> set,
    bool required = false,
    Secrecy secrecy = Secrecy.None)
    : Member<T>(name, shapeName, MemberKind.StringList, required, secrecy)
    where T : class
{
    public override bool IsNull(T owner) => get(owner) is null;

    public override bool HasNullElement(T owner)
    {
        if (get(owner) is not { } values)
        {
            return false;
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is null)
            {
                return true;
            }
        }

        return false;
    }

    public override object? GetValue(T owner) => get(owner);

    public override object? GetLooseValue(T owner) => get(owner)?.ToList<object?>();

    public override void Write(ref JsonBodyWriter writer, T owner)
    {
        if (get(owner) is { } values)
        {
            writer.Key(JsonKey);
            writer.BeginArray();
            for (int i = 0; i < values.Count; i++)
            {
                writer.Element();
                writer.StringOrNull(values[i]);
            }

            writer.EndArray();
        }
    }

    public override void Read(ref Utf8JsonReader reader, T owner)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            set(owner, null);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected("a list of strings");
        }

        var values = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Null => null,
                _ => throw Unexpected("a list of strings"),
            });
        }

        set(owner, values);
    }

    public override bool ValueEquals(T left, T right)
    {
        var (a, b) = (get(left), get(right));
        return a is null || b is null ? a is null && b is null : a.SequenceEqual(b, StringComparer.Ordinal);
    }

    public override void AddTo(ref HashCode hash, T owner)
    {
        foreach (string? value in get(owner) ?? [])
        {
            hash.Add(value, StringComparer.Ordinal);
        }
    }

    public override void SetStubDefault(T owner) => set(owner, []);

    public override void Validate(T owner, List<ParameterError> errors)
    {
        if (get(owner) is not { } values)
        {
            return;
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                errors.Add(ParameterError.NullElement($"{Name}[{i}]"));
            }
            else if (!Text.IsValidUtf16(value))
            {
                errors.Add(ParameterError.InvalidText($"{Name}[{i}]"));
            }
        }
    }
}
