using System.Text;

namespace SsoOidc;

/// <summary>One member of a <see cref="Shape"/>, as the service model declares it.</summary>
public abstract class ShapeMember
{
    private protected ShapeMember(string name, string shapeName, MemberKind kind, bool isRequired, Shapes.Secrecy secrecy)
    {
        Name = name;
        ShapeName = shapeName;
        Kind = kind;
        IsRequired = isRequired;
        Secrecy = secrecy;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        JsonKey = Encoding.UTF8.GetBytes($"\"{name}\":");
    }

    /// <summary>Gets the member's name on the wire, such as <c>clientId</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the .NET property that holds the member, such as <c>ClientId</c>.</summary>
    public string PropertyName => Shapes.MemberNames.PropertyName(Name);

    /// <summary>Gets the name of the member's own shape in the service model, such as <c>ClientId</c> or <c>Scopes</c>.</summary>
    public string ShapeName { get; }

    /// <summary>Gets what kind of value the member holds.</summary>
    public MemberKind Kind { get; }

    /// <summary>Gets a value indicating whether a request without this member is refused before it is sent.</summary>
    public bool IsRequired { get; }

    /// <summary>Gets a value indicating whether the service model marks the member as sensitive.</summary>
    public bool IsSensitive => Secrecy == Shapes.Secrecy.Sensitive;

    /// <summary>
    /// Gets a value indicating whether the member is hidden wherever the library prints it: the sensitive members, and
    /// those that the model does not mark but that are secrets in practice, such as <c>deviceCode</c>.
    /// </summary>
    public bool IsSecret => Secrecy is not (Shapes.Secrecy.None or Shapes.Secrecy.Url);

    /// <summary>Gets the structure that the member holds; <see langword="null"/> unless <see cref="Kind"/> is <see cref="MemberKind.Structure"/>.</summary>
    public virtual Shape? Structure => null;

    internal Shapes.Secrecy Secrecy { get; }

    internal byte[] Utf8Name { get; }

    internal byte[] JsonKey { get; }
}
