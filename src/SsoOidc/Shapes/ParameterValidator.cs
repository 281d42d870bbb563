using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

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
            if (shape.Find(name) is { } row)
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
            if (shape.Find(name) is not null)
            {
                ValidateText(value, name, errors, LooseJson.MaxDepth);
            }
        }
    }

    private static void ValidateText(object? value, string path, List<ParameterError> errors, int depth)
    {
        switch (value)
        {
            case null or JsonElement or JsonNode:
                // Found out when they are written.
                break;
            case string text:
                AddIfInvalid(text, path, errors);
                break;
            case IDictionary map when depth > 0:
                foreach (var entry in (LooseItems.Read(map, out _) ?? []).Cast<DictionaryEntry>())
                {
                    AddIfInvalid(LooseJson.TextOf(entry.Key), path, errors);
                    ValidateText(entry.Value, path, errors, depth - 1);
                }

                break;
            case IEnumerable items when depth > 0:
                int i = 0;
                foreach (object? item in LooseItems.Read(items, out _) ?? [])
                {
                    ValidateText(item, $"{path}[{i++}]", errors, depth - 1);
                }

                break;
            case not IEnumerable:
                AddIfInvalid(LooseJson.TextOf(value), path, errors);
                break;
        }
    }

    private static void AddIfInvalid(string text, string path, List<ParameterError> errors)
    {
        if (!Text.IsValidUtf16(text))
        {
            errors.Add(ParameterError.InvalidText(path));
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
                    errors.Add(ParameterError.WrongType(path, "an Integer", LooseTypes.NameOf(value)));
                }

                break;
            case MemberKind.StringList:
                ValidateList(value, path, errors);
                break;
            case MemberKind.Structure when row.Structure!.ToMembers(value) is { } members:
                Validate(row.Structure, members, errors, path + ".");
                break;
            default:
                errors.Add(ParameterError.WrongType(path, "a hash", LooseTypes.NameOf(value)));
                break;
        }
    }

    private static void ValidateString(object value, string path, List<ParameterError> errors)
    {
        if (value is not string text)
        {
            errors.Add(ParameterError.WrongType(path, "a String", LooseTypes.NameOf(value)));
        }
        else
        {
            AddIfInvalid(text, path, errors);
        }
    }

    private static void ValidateList(object value, string path, List<ParameterError> errors)
    {
        if (value is not IList list)
        {
            errors.Add(ParameterError.WrongType(path, "an Array", LooseTypes.NameOf(value)));
            return;
        }

        if (LooseItems.Read(list, out var unreadable) is not { } items)
        {
            errors.Add(ParameterError.WrongType(path, "an Array", LooseTypes.NameOf(unreadable!)));
            return;
        }

        int i = 0;
        foreach (object? item in items)
        {
            // The reference does not check null and false, and sends them.
            if (item is not (null or false))
            {
                ValidateString(item, $"{path}[{i}]", errors);
            }

            i++;
        }
    }
}
