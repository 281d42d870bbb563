using System.Buffers;
using System.Net.Http.Headers;

namespace SsoOidc;

/// <summary>The HTTP answer of an attempt: status, headers and the whole body.</summary>
public sealed class OperationHttpResponse
{
    /// <summary>The longest body that is read, in bytes.</summary>
    internal const int MaxBodyLength = 1024 * 1024;

    private readonly HttpResponseMessage _message;
    private readonly int _length;
    private readonly bool _isRented;
    private byte[]? _buffer;

    internal OperationHttpResponse(HttpResponseMessage message, byte[] buffer, int length, bool isRented, bool isTooLarge = false)
    {
        _message = message;
        _buffer = buffer;
        _length = length;
        _isRented = isRented;
        IsTooLarge = isTooLarge;
        StatusCode = (int)message.StatusCode;
    }

    /// <summary>Gets the HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the length of the body in bytes, as far as it was read.</summary>
    public int BodyLength => _length;

    /// <summary>Gets a value indicating whether the body was longer than the 1 MiB that is read.</summary>
    public bool IsTooLarge { get; }

    /// <summary>How much of the body a function took that it was for, so that it is not here.</summary>
    internal int TakenLength { get; init; }

    internal ReadOnlySpan<byte> Body =>
        (_buffer ?? throw new ObjectDisposedException(nameof(OperationHttpResponse), "The call that this response belongs to has ended."))
        .AsSpan(0, _length);

    internal Version Version => _message.Version;

    /// <summary>The server's text behind the status.</summary>
    internal string ReasonPhrase => _message.ReasonPhrase ?? string.Empty;

    internal HttpResponseHeaders Headers => _message.Headers;

    internal HttpContentHeaders ContentHeaders => _message.Content.Headers;

    /// <summary>Returns the first value of a header, letter case ignored; null where there is none.</summary>
    public string? GetHeader(string name) => Shapes.ResponseHeaders.First(name, Headers, ContentHeaders);

    /// <summary>Returns a copy of the body, which may hold secrets.</summary>
    /// <exception cref="ObjectDisposedException">The call has ended.</exception>
    public byte[] CopyBody() => Body.ToArray();

    internal string? RequestId => Shapes.ResponseHeaders.RequestId(Headers, ContentHeaders);

    /// <summary>The same answer with its body gone elsewhere.</summary>
    internal OperationHttpResponse WithoutBody()
    {
        Release();
        return new OperationHttpResponse(_message, [], 0, isRented: false, IsTooLarge) { TakenLength = _length };
    }

    internal void Release()
    {
        if (_isRented && Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            buffer.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
