using System.Text.Json;

namespace SsoOidc.Shapes;

internal sealed class IntegerMember<T>(string name, string shapeName, Func<T, int?> get, Action<T, int?> set)
    : Member<T>(name, shapeName, MemberKind.Integer, required: false, Secrecy.None)
    where T : class
{
    public override bool IsNull(T owner) => get(owner) is null;

    public override object? GetValue(T owner) => get(owner);

    public override void Write(ref JsonBodyWriter writer, T owner)
    {
        if (get(owner) is { } value)
        {
            writer.Key(JsonKey);
            writer.Number(value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, T owner)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            set(owner, null);
        }
        else if (WholeNumber.TryRead(ref reader, out long value) && value is >= int.MinValue and <= int.MaxValue)
        {
            set(owner, (int)value);
        }
        else
        {
            throw Unexpected("a whole number of 32 bits");
        }
    }

    public override bool ValueEquals(T left, T right) => get(left) == get(right);

    public override void AddTo(ref HashCode hash, T owner) => hash.Add(get(owner));

    public override void SetStubDefault(T owner) => set(owner, 0);
}

internal sealed class LongMember<T>(string name, string shapeName, Func<T, long?> get, Action<T, long?> set)
    : Member<T>(name, shapeName, MemberKind.Long, required: false, Secrecy.None)
    where T : class
{
    public override bool IsNull(T owner) => get(owner) is null;

    public override object? GetValue(T owner) => get(owner);

    public override void Write(ref JsonBodyWriter writer, T owner)
    {
        if (get(owner) is { } value)
        {
            writer.Key(JsonKey);
            writer.Number(value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, T owner)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            set(owner, null);
        }
        else if (WholeNumber.TryRead(ref reader, out long value))
        {
            set(owner, value);
        }
        else
        {
            throw Unexpected("a whole number of 64 bits");
        }
    }

    public override bool ValueEquals(T left, T right) => get(left) == get(right);

    public override void AddTo(ref HashCode hash, T owner) => hash.Add(get(owner));

    public override void SetStubDefault(T owner) => set(owner, 0);
}
