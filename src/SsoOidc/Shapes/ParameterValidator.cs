using System.Collections;

namespace SsoOidc.Shapes;

/// <summary>Checks loose parameters against the rows of a structure.</summary>
internal static class ParameterValidator
{
    /// <summary>Adds every problem: missing members in model order first, then the given members in the caller's order.</summary>
    public static void Validate(Shape shape, IReadOnlyDictionary<string, object?> values, List<ParameterError> errors, string prefix = "")
    {
        foreach (var row in shape.Members)
        {
            if (row.IsRequired && (!values.TryGetValue(row.Name, out object? value) || value is null))
            {
                errors.Add(ParameterError.Missing(prefix + row.Name));
            }
        }

        foreach (var (name, value) in values)
        {
            if (value is null)
            {
                continue;
            }

            string path = prefix + name;
            if (Find(shape, name) is { } row)
            {
                ValidateValue(row, value, path, errors);
            }
            else
            {
                errors.Add(ParameterError.Unexpected(path));
            }
        }
    }

    /// <summary>Adds the members whose text cannot be sent, and nothing else.</summary>
    public static void ValidateText(Shape shape, IReadOnlyDictionary<string, object?> values, List<ParameterError> errors)
    {
        foreach (var (name, value) in values)
        {
            if (Find(shape, name) is not null)
            {
                ValidateText(value, name, errors);
            }
        }
    }

    private static ShapeMember? Find(Shape shape, string name)
    {
        foreach (var row in shape.Members)
        {
            if (row.Name == name)
            {
                return row;
            }
        }

        return null;
    }

    private static void ValidateText(object? value, string path, List<ParameterError> errors)
    {
        switch (value)
        {
            case string text when !Text.IsValidUtf16(text):
                errors.Add(ParameterError.InvalidText(path));
                break;
            case string:
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    ValidateText(entry.Key, path, errors);
                    ValidateText(entry.Value, path, errors);
                }

                break;
            case IEnumerable items:
                int i = 0;
                foreach (object? item in items)
                {
                    ValidateText(item, $"{path}[{i++}]", errors);
                }

                break;
        }
    }

    private static void ValidateValue(ShapeMember row, object value, string path, List<ParameterError> errors)
    {
        switch (row.Kind)
        {
            case MemberKind.String:
                ValidateString(value, path, errors);
                break;
            case MemberKind.Integer or MemberKind.Long:
                if (value is not (byte or sbyte or short or ushort or int or uint or long))
                {
                    errors.Add(ParameterError.WrongType(path, "an Integer", TypeName(value)));
                }

                break;
            case MemberKind.StringList:
                ValidateList(value, path, errors);
                break;
            case MemberKind.Structure when value is IReadOnlyDictionary<string, object?> members:
                Validate(row.Structure!, members, errors, path + ".");
                break;
            default:
                errors.Add(ParameterError.WrongType(path, "a hash", TypeName(value)));
                break;
        }
    }

    private static void ValidateString(object value, string path, List<ParameterError> errors)
    {
        if (value is not string text)
        {
            errors.Add(ParameterError.WrongType(path, "a String", TypeName(value)));
        }
        else if (!Text.IsValidUtf16(text))
        {
            errors.Add(ParameterError.InvalidText(path));
        }
    }

    private static void ValidateList(object value, string path, List<ParameterError> errors)
    {
        if (value is not IList list)
        {
            errors.Add(ParameterError.WrongType(path, "an Array", TypeName(value)));
            return;
        }

        for (int i = 0; i < list.Count; i++)
        {
            // The reference does not check null and false, and sends them.
            if (list[i] is not (null or false))
            {
                ValidateString(list[i]!, $"{path}[{i}]", errors);
            }
        }
    }

    private static string TypeName(object value)
    {
        string name = value.GetType().Name;
        int generic = name.IndexOf('`', StringComparison.Ordinal);
        return generic < 0 ? name : name[..generic];
    }
}
