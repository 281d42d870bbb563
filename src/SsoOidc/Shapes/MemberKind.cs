namespace SsoOidc;

/// <summary>What a <see cref="ShapeMember"/> holds.</summary>
public enum MemberKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A 32-bit integer.</summary>
    Integer,

    /// <summary>A 64-bit integer.</summary>
    Long,

    /// <summary>A list of strings.</summary>
    StringList,

    /// <summary>A nested structure.</summary>
    Structure,
}
