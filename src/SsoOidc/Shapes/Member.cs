using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>One row of a structure's table: everything there is to know about one member.</summary>
internal abstract class Member<T> : ShapeMember
    where T : class
{
    private protected Member(string name, string shapeName, MemberKind kind, bool required, Secrecy secrecy)
        : base(name, shapeName, kind, required, secrecy)
    {
    }

    public abstract bool IsNull(T owner);

    public virtual bool HasNullElement(T owner) => false;

    public abstract object? GetValue(T owner);

    /// <summary>The value as loose data: strings, integers, lists and dictionaries.</summary>
    public virtual object? GetLooseValue(T owner) => GetValue(owner);

    /// <summary>Writes name and value, or nothing when the member is null.</summary>
    public abstract void Write(ref JsonBodyWriter writer, T owner);

    /// <summary>Reads the value that the reader stands on; JSON null is null.</summary>
    public abstract void Read(ref Utf8JsonReader reader, T owner);

    public abstract bool ValueEquals(T left, T right);

    public abstract void AddTo(ref HashCode hash, T owner);

    public abstract void SetStubDefault(T owner);

    /// <summary>Adds the problems of a value that is there.</summary>
    public virtual void Validate(T owner, List<ParameterError> errors)
    {
    }

    private protected UnexpectedValueException Unexpected(string expected) => new(Name, expected);
}
