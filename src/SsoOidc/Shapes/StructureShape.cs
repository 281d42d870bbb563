using System.Text;
using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>
/// The table of one structure. It is the only place that knows the structure's members; JSON, validation, stub defaults,
/// redaction and equality walk its rows.
/// </summary>
internal sealed class StructureShape<T>(string name, Func<T> create, params Member<T>[] rows) : Shape(name)
    where T : class
{
    public Member<T>[] Rows { get; } = rows;

    public override IReadOnlyList<ShapeMember> Members => Rows;

    public T Create() => create();

    public void Write(ref JsonBodyWriter writer, T value)
    {
        writer.BeginObject();
        foreach (var row in Rows)
        {
            row.Write(ref writer, value);
        }

        writer.EndObject();
    }

    /// <summary>Reads the object whose start token the reader stands on.</summary>
    public T Read(ref Utf8JsonReader reader)
    {
        var value = create();
        int expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = Find(ref reader, expected);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            Rows[index].Read(ref reader, value);
            expected = index + 1;
        }

        return value;
    }

    public bool ValueEquals(T left, T right)
    {
        foreach (var row in Rows)
        {
            if (!row.ValueEquals(left, right))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(T value)
    {
        var hash = default(HashCode);
        foreach (var row in Rows)
        {
            row.AddTo(ref hash, value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Prints the members that are set, secrets hidden.</summary>
    public string Print(T value)
    {
        var text = new StringBuilder(typeof(T).Name).Append(" {");
        bool any = false;
        foreach (var row in Rows)
        {
            if (row.GetValue(value) is { } member)
            {
                text.Append(any ? ", " : " ").Append(row.PropertyName).Append(" = ").Append(Redaction.Print(row, member));
                any = true;
            }
        }

        return text.Append(" }").ToString();
    }

    /// <summary>Writes the set members by wire name; nested structures become dictionaries too.</summary>
    public Dictionary<string, object?> ToDictionary(T value)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            if (row.GetLooseValue(value) is { } member)
            {
                members.Add(row.Name, member);
            }
        }

        return members;
    }

    internal override IReadOnlyDictionary<string, object?>? ToMembers(object value) => value is T typed ? ToDictionary(typed) : base.ToMembers(value);

    /// <summary>Fills every member with the value that a stubbed client answers by default.</summary>
    public T CreateStub()
    {
        var value = create();
        foreach (var row in Rows)
        {
            row.SetStubDefault(value);
        }

        return value;
    }

    /// <summary>Adds every problem of a request: missing members, null elements, text that is not valid UTF-16.</summary>
    public void Validate(T value, List<ParameterError> errors)
    {
        foreach (var row in Rows)
        {
            if (row.IsRequired && row.IsNull(value))
            {
                errors.Add(ParameterError.Missing(row.Name));
            }
        }

        foreach (var row in Rows)
        {
            row.Validate(value, errors);
        }
    }

    /// <summary>Whether required members and list elements are there: the quick check. Text is checked while it is written.</summary>
    public bool IsValid(T value)
    {
        foreach (var row in Rows)
        {
            if ((row.IsRequired && row.IsNull(value)) || row.HasNullElement(value))
            {
                return false;
            }
        }

        return true;
    }

    // Servers write members in an order of their own, but in the same one each time: try the row after the last hit first.
    private int Find(ref Utf8JsonReader reader, int expected)
    {
        for (int i = 0; i < Rows.Length; i++)
        {
            int index = expected + i;
            if (index >= Rows.Length)
            {
                index -= Rows.Length;
            }

            if (reader.ValueTextEquals(Rows[index].Utf8Name))
            {
                return index;
            }
        }

        return -1;
    }
}
