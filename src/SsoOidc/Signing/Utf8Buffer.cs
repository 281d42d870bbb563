using System.Buffers;
using System.Text;

namespace SsoOidc.Signing;

/// <summary>
/// A growing buffer of text that is wanted as UTF-8, in rented arrays that are cleared when they are done with. It is encoded once,
/// at the end: a canonical request is made of some thirty short pieces.
/// </summary>
internal sealed class Utf8Buffer(int capacity) : IDisposable
{
    private char[] _text = ArrayPool<char>.Shared.Rent(capacity);
    private byte[] _utf8 = [];
    private int _length;
    private int _encoded;

    /// <summary>What was written, as UTF-8; valid until something else is written.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            int longest = Encoding.UTF8.GetMaxByteCount(_length);
            if (_utf8.Length < longest)
            {
                Return(_utf8, _encoded);
                _utf8 = ArrayPool<byte>.Shared.Rent(longest);
            }

            int encoded = Encoding.UTF8.GetBytes(_text.AsSpan(0, _length), _utf8);
            _encoded = Math.Max(_encoded, encoded);
            return _utf8.AsSpan(0, encoded);
        }
    }

    public void Write(char value)
    {
        Reserve(1);
        _text[_length++] = value;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    public void WriteHex(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
        SignatureParts.WriteHex(bytes, _text.AsSpan(_length));
        _length += bytes.Length * 2;
    }

    /// <summary>Forgets what was written, so that the buffer can be used again.</summary>
    public void Clear()
    {
        _text.AsSpan(0, _length).Clear();
        _utf8.AsSpan(0, _encoded).Clear();
        (_length, _encoded) = (0, 0);
    }

    public void Dispose()
    {
        Return(_text, _length);
        Return(_utf8, _encoded);
        (_text, _utf8, _length, _encoded) = ([], [], 0, 0);
    }

    private static void Return<T>(T[] array, int used)
    {
        if (array.Length > 0)
        {
            array.AsSpan(0, used).Clear();
            ArrayPool<T>.Shared.Return(array);
        }
    }

    private void Reserve(int count)
    {
        if (_text.Length - _length >= count)
        {
            return;
        }

        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(_text.Length * 2, _length + count));
        _text.AsSpan(0, _length).CopyTo(larger);
        Return(_text, _length);
        _text = larger;
    }
}
