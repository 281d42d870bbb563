using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>Turns recorded parameters, tagged values included, into what a C# caller would pass.</summary>
internal static partial class RecordedParameters
{
    public static Dictionary<string, object?> ReadAll(JsonObject parameters) =>
        parameters.ToDictionary(static pair => pair.Key, static pair => Read(pair.Value), StringComparer.Ordinal);

    public static object? Read(JsonNode? value) => value switch
    {
        null => null,
        JsonArray list => list.Select(Read).ToList(),
        JsonObject { Count: 1 } tagged when tagged.First().Key.StartsWith('$') => Tagged(tagged.First().Key, tagged.First().Value!),
        JsonObject map => ReadAll(map),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ when long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
            _ => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        },
    };

    private static object? Tagged(string tag, JsonNode value) => tag switch
    {
        // A symbol is a name; in C# that is its text.
        "$symbol" => value.GetValue<string>(),
        "$float" => double.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
        "$bigint" => BigInteger.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
        "$set" => ((JsonArray)value).Select(Read).ToHashSet(),
        "$enumerator" => ((JsonArray)value).Select(Read),
        "$time" => DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),

        // Text that is not valid Unicode: in C# that is a string with a lone surrogate.
        "$bytes" => "\ud800",
        "$lone_surrogates" => Escape().Replace(
            value.GetValue<string>(), static match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()),
        _ => throw new GoldenFormatException($"the parameters have a {tag}, which this driver does not know"),
    };

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();
}
