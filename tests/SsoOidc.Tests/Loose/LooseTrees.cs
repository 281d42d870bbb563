using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SsoOidc.Tests.Loose;

/// <summary>Random values of all kinds that somebody may put into a dictionary of parameters; the same for the same seed.</summary>
internal sealed class LooseTrees(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Parameters for an operation: some of its members, some names that it does not have.</summary>
    public Dictionary<string, object?> Parameters(Operation operation)
    {
        var parameters = new Dictionary<string, object?>();
        foreach (var member in operation.Input.Members)
        {
            if (_random.Next(4) != 0)
            {
                parameters[member.Name] = Value(4);
            }
            else if (_random.Next(3) != 0)
            {
                parameters[member.Name] = member.Kind == MemberKind.StringList ? new List<string> { Text() } : Text();
            }
        }

        if (_random.Next(4) == 0)
        {
            parameters[Text() + "?"] = Value(2);
        }

        return parameters;
    }

    /// <summary>Text of any characters, lone surrogates included.</summary>
    public string Text(bool valid = false)
    {
        var text = new StringBuilder();
        for (int length = _random.Next(12); length > 0; length--)
        {
            text.Append(_random.Next(6) switch
            {
                0 => ((char)_random.Next(0x20)).ToString(),
                1 => "\"\\/<>&'\u007f\u2028"[_random.Next(9)].ToString(),
                2 => char.ConvertFromUtf32(_random.Next(0x10000, 0x10FFFF)),
                3 => ((char)_random.Next(0xA0, 0xD7FF)).ToString(),
                4 when !valid && _random.Next(10) == 0 => ((char)_random.Next(0xD800, 0xDFFF)).ToString(),
                _ => ((char)_random.Next('a', 'z' + 1)).ToString(),
            });
        }

        return text.ToString();
    }

    public object? Value(int depth) => _random.Next(depth > 0 ? 46 : 24) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => _random.Next(),
        3 => -_random.NextInt64(),
        4 => ulong.MaxValue,
        5 => (byte)7,
        6 => _random.NextDouble() * Math.Pow(10, _random.Next(-300, 300)),
        7 => new[] { double.NaN, double.NegativeInfinity, -0.0, 5.0, double.Epsilon }[_random.Next(5)],
        8 => float.PositiveInfinity,
        9 => 1.10m,
        10 => BigInteger.Pow(10, 40),
        11 => 'c',
        12 => '\ud800',
        13 => DayOfWeek.Monday,
        14 => (DayOfWeek)99,
        15 => DateTimeOffset.UnixEpoch,
        16 => TimeSpan.FromSeconds(1),
        17 => Guid.Empty,
        18 => new Uri("https://user:pw@host/?q"),
        19 => _random.Next(2) == 0 ? new object() : new FailsToPrint(),
        20 => typeof(string),
        21 => new PrintsNothing(),
        22 => new StringBuilder("\udc00"),
        23 => Text(),
        24 => List(depth),
        25 => List(depth).ToArray(),
        26 => List(depth).Where(_ => true),
        27 => new HashSet<object?>(List(depth)),
        28 => new Queue(List(depth).ToArray()),
        29 => new object?[,] { { Value(depth - 1), Value(depth - 1) }, { "x", 1 } },
        30 => Map(depth),
        31 => new Hashtable { [1] = Value(depth - 1), ["\ud800"] = 1 },
        32 => Cycle(),
        33 => KeyValuePair.Create("a", Value(depth - 1)),
        34 => (1, "two"),
        35 => new AwsAdditionalDetails { IdentityContext = Text() },
        36 => JsonDocument.Parse(Json()).RootElement.Clone(),
        37 => JsonNode.Parse(Json()),
        38 => default(JsonElement),
        39 => default(ImmutableArray<string>),
        40 => default(ArraySegment<object>),
        41 => Fails(),
        42 => JsonValue.Create(Text()),
        43 => new JsonArray(JsonValue.Create(Text()), new JsonArray(JsonValue.Create(Text())), null),
        44 => new Dictionary<string, string> { [Text()] = Text() },
        _ => ImmutableArray.Create(Value(depth - 1)),
    };

    private static IEnumerable<object?> Fails()
    {
        yield return "a";
        throw new NotSupportedException();
    }

    private static List<object?> Cycle()
    {
        var list = new List<object?> { "a" };
        list.Add(new Dictionary<string, object?> { ["b"] = list });
        return list;
    }

    private List<object?> List(int depth) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))];

    private Dictionary<string, object?> Map(int depth)
    {
        var map = new Dictionary<string, object?>();
        for (int i = _random.Next(3); i >= 0; i--)
        {
            map[Text()] = Value(depth - 1);
        }

        return map;
    }

    private string Json()
    {
        string[] documents =
        [
            "null", "true", "\"text\"", "\"\\ud800\"", "1.5e3", "[]", "[\"a\", null, false, 1, \"\\udc00\", [\"b\"]]",
            "{\"a\": {\"b\": [1]}, \"a\": 2}", "{\"\\ud800\": 1}",
        ];
        return documents[_random.Next(documents.Length)];
    }

    private sealed class FailsToPrint
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class PrintsNothing
    {
        public override string? ToString() => null;
    }
}
