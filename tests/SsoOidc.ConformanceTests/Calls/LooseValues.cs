using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>
/// Turns recorded values into the C# values of the same kind, so that conversion and validation have something to do: a symbol
/// becomes an enum value of that name, a lazy sequence a LINQ query, a struct an object that can be enumerated.
/// </summary>
internal static class LooseValues
{
    private static readonly ModuleBuilder Enums =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Symbols"), AssemblyBuilderAccess.Run).DefineDynamicModule("Symbols");

    private static readonly ConcurrentDictionary<string, object> Symbols = new(StringComparer.Ordinal);

    public static Dictionary<string, object?> ReadAll(JsonObject parameters) =>
        parameters.ToDictionary(static pair => pair.Key, static pair => Read(pair.Value), StringComparer.Ordinal);

    public static object? Read(JsonNode? value) => value switch
    {
        null => null,
        JsonArray list => list.Select(Read).ToList(),
        JsonObject { Count: 1 } tagged when tagged.First().Key.StartsWith('$') => Tagged(tagged.First().Key, tagged.First().Value),
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

    /// <summary>Whether a value has a tag anywhere, that is, no JSON form.</summary>
    public static bool IsTagged(JsonNode? value) => value switch
    {
        JsonArray list => list.Any(IsTagged),
        JsonObject map => map.Any(static pair => pair.Key.StartsWith('$') || IsTagged(pair.Value)),
        _ => false,
    };

    /// <summary>Converted parameters as JSON.</summary>
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create((long)number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        DateTimeOffset { Offset.Ticks: 0 } time => JsonValue.Create(time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        BigInteger number => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(static pair => KeyValuePair.Create(pair.Key, ToJson(pair.Value)))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => JsonValue.Create(value.ToString()),
    };

    /// <summary>Whether the type that a problem names is the one that stands for a Ruby class.</summary>
    public static bool IsTypeOf(string rubyClass, string? name) => rubyClass switch
    {
        "String" => name == "String",
        "Symbol" => name == "Symbol",
        "Integer" => name is "Int64" or "BigInteger",
        "Float" => name == "Double",
        "TrueClass" or "FalseClass" => name == "Boolean",
        "Array" => name == "List",
        "Hash" => name == "Dictionary",
        "Set" => name == "HashSet",
        "Time" => name == "DateTimeOffset",
        "Object" => name == "Object",
        "Class" => name == "RuntimeType",
        "Rational" => name == nameof(Rational),
        "Range" or "Enumerator" or "Enumerator::Lazy" => name == "IEnumerable",
        "CustomStruct" => name == nameof(CustomStruct),
        _ => throw new GoldenFormatException($"no .NET type is mapped to the Ruby class '{rubyClass}'"),
    };

    private static object? Tagged(string tag, JsonNode? value) => tag switch
    {
        "$symbol" => Symbols.GetOrAdd(value!.GetValue<string>(), CreateSymbol),
        "$float" => double.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture),
        "$bigint" => BigInteger.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture),
        "$rational" => new Rational(value!.GetValue<string>()),
        "$set" => ((JsonArray)value!).Select(Read).ToHashSet(),
        "$enumerator" => ((JsonArray)value!).Select(Read),
        "$range" => Range((JsonArray)value!),
        "$struct" => new CustomStruct([.. ((JsonObject)value!).Select(static pair => Read(pair.Value))]),
        "$time" => DateTimeOffset.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture),
        "$object" => new object(),
        "$class" => typeof(string),
        "$bytes" or "$lone_surrogates" => "\ud800",
        _ => throw new GoldenFormatException($"the parameters have a {tag}, which this driver does not know"),
    };

    // An enum type for each symbol: its only value has the symbol's name.
    private static object CreateSymbol(string name)
    {
        var type = Enums.DefineEnum($"Symbols{Symbols.Count}x{Guid.NewGuid():N}.Symbol", TypeAttributes.Public, typeof(int));
        type.DefineLiteral(name, 1);
        return Enum.ToObject(type.CreateType(), 1);
    }

    private static IEnumerable<object?> Range(JsonArray bounds) => (Read(bounds[0]), Read(bounds[1])) switch
    {
        (long first, long last) => Enumerable.Range(0, (int)Math.Max(last - first + 1, 0)).Select(i => (object?)(first + i)),
        (string { Length: 1 } first, string { Length: 1 } last) => Enumerable.Range(first[0], Math.Max(last[0] - first[0] + 1, 0)).Select(static c => (object?)((char)c).ToString()),
        (string first, string last) when (first + last).All(char.IsAsciiLetterOrDigit) => Successors(first, last),
        _ => throw new GoldenFormatException("a range of other than whole numbers, characters, and texts of letters and digits is not known"),
    };

    // As Ruby counts: ay, az, ba; v9, w0; 9, 10.
    private static IEnumerable<object?> Successors(string first, string last)
    {
        for (string text = first; text.Length <= last.Length; text = Successor(text))
        {
            yield return text;
            if (text == last)
            {
                yield break;
            }
        }
    }

    private static string Successor(string text)
    {
        char[] next = text.ToCharArray();
        for (int i = next.Length - 1; i >= 0; i--)
        {
            if (next[i] is not ('9' or 'z' or 'Z'))
            {
                next[i]++;
                return new string(next);
            }

            next[i] = next[i] switch { '9' => '0', 'z' => 'a', _ => 'A' };
        }

        return (next[0] == '0' ? "1" : next[0].ToString()) + new string(next);
    }

    /// <summary>A plain record that can be enumerated, as Ruby's can.</summary>
    public sealed class CustomStruct(object?[] values) : IEnumerable
    {
        public IEnumerator GetEnumerator() => values.GetEnumerator();
    }

    /// <summary>A number that .NET does not have.</summary>
    public sealed record Rational(string Text)
    {
        public override string ToString() => Text;
    }
}
