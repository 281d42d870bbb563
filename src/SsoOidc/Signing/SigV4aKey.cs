using System.Security.Cryptography;
using System.Text;

namespace SsoOidc.Signing;

/// <summary>The private key on P-256 that Signature Version 4A derives from a key id and a secret.</summary>
internal static class SigV4aKey
{
    public const string Algorithm = "AWS4-ECDSA-P256-SHA256";

    private const int Length = 32;

    // n - 2, where n is the order of P-256: one more must still be below n.
    private static ReadOnlySpan<byte> Limit =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x4F,
    ];

    /// <summary>Derives the private number d. NIST SP 800-108, counter mode, tried anew until the number fits.</summary>
    public static byte[] Derive(string accessKeyId, string secretAccessKey)
    {
        byte[] secret = Encoding.UTF8.GetBytes("AWS4A" + secretAccessKey);
        byte[] keyId = Encoding.UTF8.GetBytes(accessKeyId);
        byte[] input = [0, 0, 0, 1, .. Encoding.ASCII.GetBytes(Algorithm), 0, .. keyId, 0, 0, 0, 1, 0];
        int counterAt = input.Length - 5;
        try
        {
            for (int counter = 1; counter <= byte.MaxValue; counter++)
            {
                input[counterAt] = (byte)counter;
                byte[] candidate = HMACSHA256.HashData(secret, input);
                if (TryIncrement(candidate))
                {
                    return candidate;
                }

                CryptographicOperations.ZeroMemory(candidate);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        throw new CryptographicException("No SigV4a key could be derived from these credentials.");
    }

    /// <summary>Makes a key that signs from the private number; the curve's arithmetic is the platform's.</summary>
    public static ECDsa Import(byte[] d) => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });

    // Without branches on the secret: time must not tell what it is.
    private static bool TryIncrement(byte[] candidate)
    {
        int borrow = 0;
        for (int i = Length - 1; i >= 0; i--)
        {
            borrow = ((Limit[i] - candidate[i] - borrow) >> 31) & 1;
        }

        int carry = 1;
        for (int i = Length - 1; i >= 0; i--)
        {
            int sum = candidate[i] + carry;
            candidate[i] = (byte)sum;
            carry = sum >> 8;
        }

        return borrow == 0;
    }
}
