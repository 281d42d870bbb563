using System.Buffers;
using System.Buffers.Text;

namespace SsoOidc.Shapes;

/// <summary>
/// Writes compact JSON into one rented array. Only <c>"</c>, <c>\</c> and U+0000–U+001F are escaped, in lower-case hex,
/// because that is what the service's other clients send. The framework's writer escapes more, and loses lone surrogates.
/// </summary>
internal ref struct JsonBodyWriter(int sizeHint)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\");

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
    private int _length;

    /// <summary>Whether a string that is not valid UTF-16 was met; what was written is then unusable.</summary>
    public bool IsInvalid { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Hands the rented array over to the caller.</summary>
    public readonly (byte[] Buffer, int Length) Detach() => (_buffer, _length);

    /// <summary>Clears the array and gives it back.</summary>
    public void Discard()
    {
        ReturnCleared(_buffer, _length);
        _buffer = [];
        _length = 0;
    }

    public void BeginObject() => Byte((byte)'{');

    public void EndObject() => Byte((byte)'}');

    public void BeginArray() => Byte((byte)'[');

    public void EndArray() => Byte((byte)']');

    /// <summary>Separates an array element from the one before it.</summary>
    public void Element()
    {
        if (_buffer[_length - 1] is not ((byte)'[' or (byte)'{'))
        {
            Byte((byte)',');
        }
    }

    /// <summary>Writes a member name that is already quoted and followed by a colon.</summary>
    public void Key(ReadOnlySpan<byte> quotedNameAndColon)
    {
        Element();
        Raw(quotedNameAndColon);
    }

    public void Null() => Raw("null"u8);

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    public void StringOrNull(string? value)
    {
        if (value is null)
        {
            Null();
        }
        else
        {
            String(value);
        }
    }

    public void String(ReadOnlySpan<char> value)
    {
        Byte((byte)'"');
        while (true)
        {
            int index = value.IndexOfAny(Escaped);
            Utf8(index < 0 ? value : value[..index]);
            if (index < 0)
            {
                break;
            }

            Escape(value[index]);
            value = value[(index + 1)..];
        }

        Byte((byte)'"');
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private static void ReturnCleared(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Utf8(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            var status = System.Text.Unicode.Utf8.FromUtf16(
                value, _buffer.AsSpan(_length), out int read, out int written, replaceInvalidSequences: false);
            _length += written;
            value = value[read..];
            switch (status)
            {
                case OperationStatus.Done:
                    return;
                case OperationStatus.DestinationTooSmall:
                    Reserve(value.Length + 16);
                    break;
                default:
                    IsInvalid = true;
                    return;
            }
        }
    }

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\r': Raw("\\r"u8); break;
            case '\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                Byte((byte)(c < 0x10 ? '0' : '1'));
                Byte("0123456789abcdef"u8[c & 0xF]);
                break;
        }
    }

    private void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ReturnCleared(_buffer, _length);
        _buffer = larger;
    }
}
