using System.Buffers;
using System.Text;

namespace SsoOidc.Signing;

/// <summary>A growing buffer of UTF-8 in a rented array, cleared when it is done with.</summary>
internal sealed class Utf8Buffer(int capacity) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Write(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    public void WriteHex(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
#if NET9_0_OR_GREATER
        Convert.TryToHexStringLower(bytes, _buffer.AsSpan(_length), out int written);
        _length += written;
#else
        foreach (byte b in bytes)
        {
            _buffer[_length++] = "0123456789abcdef"u8[b >> 4];
            _buffer[_length++] = "0123456789abcdef"u8[b & 0xF];
        }
#endif
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _buffer.AsSpan(0, _length).Clear();
        _length = 0;
    }

    public void Dispose()
    {
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
