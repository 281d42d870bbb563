using System.Text.Json;

namespace SsoOidc.Shapes;

internal sealed class StructureMember<T, TNested>(
    string name,
    Func<StructureShape<TNested>> shape,
    Func<T, TNested?> get,
    Action<T, TNested?> set)
    : Member<T>(name, shape().Name, MemberKind.Structure, required: false, Secrecy.None)
    where T : class
    where TNested : class
{
    private readonly StructureShape<TNested> _shape = shape();

    public override Shape Structure => _shape;

    public override bool IsNull(T owner) => get(owner) is null;

    public override object? GetValue(T owner) => get(owner);

    public override object? GetLooseValue(T owner) => get(owner) is { } value ? _shape.ToDictionary(value) : null;

    public override void Write(ref JsonBodyWriter writer, T owner)
    {
        if (get(owner) is { } value)
        {
            writer.Key(JsonKey);
            _shape.Write(ref writer, value);
        }
    }

    public override void Read(ref Utf8JsonReader reader, T owner) => set(owner, reader.TokenType switch
    {
        JsonTokenType.StartObject => _shape.Read(ref reader),
        JsonTokenType.Null => null,
        _ => throw Unexpected("an object"),
    });

    public override bool ValueEquals(T left, T right)
    {
        var (a, b) = (get(left), get(right));
        return a is null || b is null ? a is null && b is null : _shape.ValueEquals(a, b);
    }

    public override void AddTo(ref HashCode hash, T owner)
    {
        if (get(owner) is { } value)
        {
            hash.Add(_shape.GetHashCode(value));
        }
    }

    public override void SetStubDefault(T owner) => set(owner, _shape.CreateStub());

    public override void Validate(T owner, List<ParameterError> errors)
    {
        if (get(owner) is { } value)
        {
            _shape.Validate(value, errors);
        }
    }
}
