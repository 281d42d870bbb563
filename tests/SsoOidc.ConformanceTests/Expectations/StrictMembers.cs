using System.Text.Json;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>
/// The members of a response body by row 7: strings, lists of strings or null, whole numbers in any JSON form and within range. The
/// last of several members with one name counts.
/// </summary>
internal sealed class StrictMembers
{
    public StrictMembers(string operation, JsonElement body) => Data = Read(ServiceModel.Responses[operation], body);

    /// <summary>The members that can be read; null ones are left out.</summary>
    public JsonObject Data { get; }

    /// <summary>The wire names of the members whose values are refused.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Whether a value is refused, or is a whole number that is not written as one.</summary>
    public bool HasOddValue { get; private set; }

    private JsonObject Read(Dictionary<string, MemberType> types, JsonElement body)
    {
        var data = new JsonObject();
        foreach (var (name, type) in types)
        {
            if (body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                JsonNode? read = type switch
                {
                    MemberType.Text => RecordedBody.TextOf(value),
                    MemberType.TextList => List(value),
                    MemberType.Int32 => Whole(value, int.MinValue, int.MaxValue),
                    MemberType.Int64 => Whole(value, long.MinValue, long.MaxValue),
                    _ => value.ValueKind == JsonValueKind.Object ? Read(ServiceModel.Nested[name], value) : null,
                };
                if (read is null)
                {
                    Refused.Add(name);
                    HasOddValue = true;
                }
                else
                {
                    data[name] = read;
                }
            }
        }

        return data;
    }

    private static JsonArray? List(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var list = new JsonArray();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Null && RecordedBody.TextOf(item) is null)
            {
                return null;
            }

            list.Add(RecordedBody.TextOf(item));
        }

        return list;
    }

    private JsonValue? Whole(JsonElement value, long min, long max)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        string text = value.GetRawText();
        HasOddValue |= text.AsSpan().ContainsAny('.', 'e', 'E');
        return WholeNumbers.Read(text, min, max) is { } whole ? JsonValue.Create(whole) : null;
    }
}
