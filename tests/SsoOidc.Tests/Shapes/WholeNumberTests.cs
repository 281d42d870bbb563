using System.Numerics;
using System.Text;
using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("-0.0e-5", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("0.000e-99999999999999999999", 0)]
    [InlineData("3600", 3600)]
    [InlineData("3600.0", 3600)]
    [InlineData("36e2", 3600)]
    [InlineData("36E+2", 3600)]
    [InlineData("3.6e3", 3600)]
    [InlineData("360000e-2", 3600)]
    [InlineData("0.0036e6", 3600)]
    [InlineData("-12.5e1", -125)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775807.000", long.MaxValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    [InlineData("-9223372036854775808.0", long.MinValue)]
    [InlineData("1e18", 1_000_000_000_000_000_000)]
    public void A_whole_number_is_read_in_any_form(string text, long expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("0.5")]
    [InlineData("3600.1")]
    [InlineData("1e-1")]
    [InlineData("36e-3")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("9.2233720368547758075e18")]
    [InlineData("1e19")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("0.1e-2147483648")]
    public void Any_other_number_is_not(string text) => Assert.Null(Read(text));

    [Fact]
    public void Reading_is_exact_for_every_form_of_a_number()
    {
        var random = new Random(2024);
        int whole = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = RandomNumber(random);
            long? expected = Exact(text);
            Assert.True(expected == Read(text), $"{text}: expected {expected}, got {Read(text)}");
            whole += expected is null ? 0 : 1;
        }

        // Both outcomes were really met.
        Assert.InRange(whole, 4_000, 16_000);
    }

    private static long? Read(string text)
    {
        var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(text));
        reader.Read();
        bool ok = WholeNumber.TryRead(ref reader, out long value);

        // The slow path must agree with the framework's fast one.
        Assert.Equal(ok, WholeNumber.TryParse(Encoding.ASCII.GetBytes(text), out long parsed));
        Assert.Equal(ok ? value : 0, ok ? parsed : 0);
        return ok ? value : null;
    }

    // mantissa × 10^exponent as a fraction of two big integers.
    private static long? Exact(string text)
    {
        string[] parts = text.ToLowerInvariant().Split('e');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        var mantissa = BigInteger.Parse(parts[0].Replace(".", string.Empty, StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        int scale = (parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0) - fraction;
        if (scale < 0 && mantissa % BigInteger.Pow(10, -scale) != 0)
        {
            return null;
        }

        var value = scale < 0 ? mantissa / BigInteger.Pow(10, -scale) : mantissa * BigInteger.Pow(10, scale);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    private static string RandomNumber(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "-" : string.Empty);
        int digits = random.Next(1, 22);
        text.Append(digits == 1 ? random.Next(10) : random.Next(1, 10));
        for (int i = 1; i < digits; i++)
        {
            text.Append(random.Next(3) == 0 ? random.Next(10) : 0);
        }

        if (random.Next(2) == 0)
        {
            text.Append('.');
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                text.Append(random.Next(4) == 0 ? random.Next(10) : 0);
            }
        }

        if (random.Next(2) == 0)
        {
            text.Append(random.Next(2) == 0 ? 'e' : 'E').Append(random.Next(3) switch { 0 => "+", 1 => "-", _ => string.Empty }).Append(random.Next(25));
        }

        return text.ToString();
    }
}
