using System.Collections;

namespace SsoOidc;

/// <summary>A structure of the service model: a request, a response, an error or a nested structure.</summary>
public abstract class Shape
{
    private protected Shape(string name) => Name = name;

    /// <summary>Gets the structure's name in the service model, such as <c>CreateTokenRequest</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the members in model order, which is the order in which they are written to the wire.</summary>
    public abstract IReadOnlyList<ShapeMember> Members { get; }

    internal ShapeMember? Find(string name)
    {
        foreach (var row in Members)
        {
            if (row.Name == name)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The members of a value that stands for this structure: a dictionary, or the typed structure; null for other values.</summary>
    internal virtual IReadOnlyDictionary<string, object?>? ToMembers(object value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => members,
        IDictionary map when map.Keys.Cast<object>().All(static key => key is string) =>
            map.Keys.Cast<string>().ToDictionary(static key => key, key => map[key], StringComparer.Ordinal),
        _ => null,
    };

    /// <summary>Returns the structure's name.</summary>
    public override string ToString() => Name;
}
