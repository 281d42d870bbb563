using System.Text;
using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class JsonBodyWriterTests
{
    [Fact]
    public void Only_quote_backslash_and_controls_are_escaped()
    {
        for (int c = 0; c < 0x3000; c++)
        {
            string expected = (char)c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u00{c:x2}",
                _ => ((char)c).ToString(),
            };
            Assert.Equal($"\"a{expected}z\"", Write($"a{(char)c}z"));
        }
    }

    [Fact]
    public void Everything_else_goes_out_as_it_is() =>
        Assert.Equal("\"/<>&'+\u007f\u0080\u2028\u2029é漢😀\ufffd\"", Write("/<>&'+\u007f\u0080\u2028\u2029é漢😀\ufffd"));

    [Fact]
    public void A_lone_surrogate_makes_the_text_unusable()
    {
        foreach (string text in new[] { "\ud800", "\udc00", "a\ud83d", "\ud83d\n\ude00", "\ude00\ud83d", new string('x', 100) + "\ud83dx" })
        {
            var writer = new JsonBodyWriter(16);
            writer.String(text);
            Assert.True(writer.IsInvalid);
            writer.Discard();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(4096)]
    public void The_buffer_grows_under_any_text(int sizeHint)
    {
        var random = new Random(17);
        for (int round = 0; round < 50; round++)
        {
            string text = RandomText(random, random.Next(0, 5000));
            var writer = new JsonBodyWriter(sizeHint);
            writer.BeginObject();
            writer.Key("\"k\":"u8);
            writer.String(text);
            writer.EndObject();
            Assert.False(writer.IsInvalid);
            using var document = JsonDocument.Parse(writer.Written.ToArray());
            Assert.Equal(text, document.RootElement.GetProperty("k").GetString());
            writer.Discard();
        }
    }

    [Fact]
    public void Numbers_words_lists_and_members_are_separated()
    {
        var writer = new JsonBodyWriter(1);
        writer.BeginObject();
        writer.Key("\"a\":"u8);
        writer.Number(long.MinValue);
        writer.Key("\"b\":"u8);
        writer.BeginArray();
        writer.Element();
        writer.Null();
        writer.Element();
        writer.Boolean(false);
        writer.Element();
        writer.StringOrNull(null);
        writer.Element();
        writer.StringOrNull("[");
        writer.Element();
        writer.BeginObject();
        writer.EndObject();
        writer.EndArray();
        writer.Key("\"c\":"u8);
        writer.Number(long.MaxValue);
        writer.EndObject();
        Assert.Equal("{\"a\":-9223372036854775808,\"b\":[null,false,null,\"[\",{}],\"c\":9223372036854775807}", Encoding.UTF8.GetString(writer.Written));
        writer.Discard();
    }

    [Fact]
    public void A_buffer_that_is_given_back_is_cleared()
    {
        var writer = new JsonBodyWriter(64);
        writer.String("secret");
        byte[] buffer = writer.Detach().Buffer;
        writer.Discard();
        Assert.All(buffer.Take(8), b => Assert.Equal(0, b));

        // So is one that became too small.
        var growing = new JsonBodyWriter(64);
        growing.String("secret");
        byte[] first = growing.Detach().Buffer;
        growing.String(new string('x', 10_000));
        Assert.NotSame(first, growing.Detach().Buffer);
        Assert.All(first.Take(8), b => Assert.Equal(0, b));
        growing.Discard();
    }

    private static string Write(string text)
    {
        var writer = new JsonBodyWriter(4);
        writer.String(text);
        string json = Encoding.UTF8.GetString(writer.Written);
        writer.Discard();
        return json;
    }

    private static string RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            switch (random.Next(5))
            {
                case 0: text.Append((char)random.Next(0, 0x20)); break;
                case 1: text.Append(char.ConvertFromUtf32(random.Next(0x10000, 0x110000))); break;
                case 2: text.Append((char)random.Next(0x80, 0xd800)); break;
                default: text.Append((char)random.Next(0x20, 0x7f)); break;
            }
        }

        return text.ToString();
    }
}
