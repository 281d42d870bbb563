using System.Globalization;
using System.Numerics;

namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>Exact arithmetic on JSON numbers.</summary>
internal static class WholeNumbers
{
    // Far beyond every integer type; the power of ten of a larger exponent need not be worked out.
    private const int BeyondAnyInteger = 1000;

    /// <summary>The value of a JSON number where it is whole and lies within the limits; else null.</summary>
    public static long? Read(string number, long min, long max)
    {
        string[] parts = number.ToLowerInvariant().Split('e');
        string[] mantissa = parts[0].Split('.');
        string fraction = mantissa.Length > 1 ? mantissa[1] : string.Empty;
        var digits = BigInteger.Parse(mantissa[0] + fraction, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (digits.IsZero)
        {
            return 0;
        }

        var exponent = (parts.Length > 1 ? BigInteger.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0) - fraction.Length;
        if (exponent > BeyondAnyInteger)
        {
            return null;
        }

        for (; exponent < 0; exponent++)
        {
            digits = BigInteger.DivRem(digits, 10, out var remainder);
            if (!remainder.IsZero)
            {
                return null;
            }
        }

        digits *= BigInteger.Pow(10, (int)exponent);
        return digits >= min && digits <= max ? (long)digits : null;
    }
}
