using System.Buffers;
using System.Text.Json;

namespace SsoOidc.Shapes;

/// <summary>Reads a whole number in any JSON form: <c>3600</c>, <c>3600.0</c>, <c>36e2</c>. Exact: nothing is rounded.</summary>
internal static class WholeNumber
{
    private const int MaxSignificantDigits = 19;

    public static bool TryRead(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        return reader.TryGetInt64(out value)
            || TryParse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, out value);
    }

    /// <summary>Parses a valid JSON number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> number, out long value)
    {
        value = 0;
        bool negative = number[0] == '-';
        int e = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = number[(negative ? 1 : 0)..(e < 0 ? number.Length : e)];
        int exponent = e < 0 ? 0 : ParseExponent(number[(e + 1)..]);

        int point = mantissa.IndexOf((byte)'.');
        int fractionDigits = point < 0 ? 0 : mantissa.Length - point - 1;
        Span<byte> digits = mantissa.Length <= 128 ? stackalloc byte[128] : new byte[mantissa.Length];
        int count = 0;
        foreach (byte b in mantissa)
        {
            if (b != '.')
            {
                digits[count++] = b;
            }
        }

        // The number is digits × 10^scale; zeros at both ends are moved out of the digits.
        long scale = (long)exponent - fractionDigits;
        var significant = ((ReadOnlySpan<byte>)digits[..count]).TrimStart((byte)'0');
        int withZeros = significant.Length;
        significant = significant.TrimEnd((byte)'0');
        scale += withZeros - significant.Length;
        if (significant.IsEmpty)
        {
            return true;
        }

        if (scale < 0 || significant.Length + scale > MaxSignificantDigits)
        {
            return false;
        }

        Int128 result = 0;
        foreach (byte digit in significant)
        {
            result = (result * 10) + (digit - '0');
        }

        for (; scale > 0; scale--)
        {
            result *= 10;
        }

        result = negative ? -result : result;
        if (result < long.MinValue || result > long.MaxValue)
        {
            return false;
        }

        value = (long)result;
        return true;
    }

    // Saturates: beyond a million the number is out of range or not whole anyway, unless it is zero.
    private static int ParseExponent(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        int exponent = 0;
        foreach (byte b in text.TrimStart("+-"u8))
        {
            exponent = Math.Min((exponent * 10) + (b - '0'), 10_000_000);
        }

        return negative ? -exponent : exponent;
    }
}
