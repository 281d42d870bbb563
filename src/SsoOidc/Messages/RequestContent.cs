using System.Buffers;
using System.Net;

namespace SsoOidc.Messages;

/// <summary>
/// The request body in a rented array. It holds secrets, and a server may answer before it has read all of it: so the array
/// goes back to the pool, cleared, only when no write is running; otherwise it is cleared and left to the garbage collector.
/// After that the content throws: it never shows memory that belongs to somebody else.
/// </summary>
internal class RequestContent : HttpContent
{
    private const int ReleasedFlag = 1 << 30;

    private readonly byte[] _buffer;
    private readonly int _length;
    private readonly bool _isRented;
    private int _state;
    private HttpRequestMessage? _message;
    private Uri? _target;
    private bool _headersWithheld;

    public RequestContent(byte[] buffer, int length, bool isRented = true)
    {
        _buffer = buffer;
        _isRented = isRented;
        _length = length;
    }

    /// <summary>Takes over the body of another, which is at its end then.</summary>
    protected RequestContent(RequestContent other)
    {
        _buffer = other._buffer;
        _length = other._length;
        _isRented = other._isRented;
        Interlocked.Or(ref other._state, ReleasedFlag);
    }

    public int Length => _length;

    /// <summary>Whether the body was asked for in this attempt, so that some of it may have left.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Called when the last byte of the body was handed to the connection.</summary>
    public Action? Sent { get; set; }

    /// <summary>Whether the transport may follow redirects without anybody knowing. Set for each attempt.</summary>
    public bool MayBeRedirected { get; set; }

    /// <summary>Whether handlers may read the body into memory. Set for each attempt.</summary>
    public bool MayBeBuffered { get; set; }

    /// <summary>Whether an earlier attempt has sent it, and left its headers on it.</summary>
    public bool IsSentAgain { get; private set; }

    /// <summary>The body; valid until the call ends.</summary>
    public ReadOnlySpan<byte> Span => IsReleased ? throw Released() : _buffer.AsSpan(0, _length);

    private bool IsReleased => (Volatile.Read(ref _state) & ReleasedFlag) != 0;

    /// <summary>Binds the body to one message and one URI; it is written nowhere else.</summary>
    public void BeginAttempt(HttpRequestMessage message, Uri target)
    {
        IsSentAgain = _message is not null;
        _message = message;
        _target = target;
        _headersWithheld = false;
        IsBegun = false;
        MayBeRedirected = false;
        MayBeBuffered = true;
    }

    /// <summary>Ends the life of the body.</summary>
    public void Release()
    {
        if (!_isRented)
        {
            return;
        }

        int before = Interlocked.Or(ref _state, ReleasedFlag);
        if ((before & ReleasedFlag) != 0)
        {
            return;
        }

        _buffer.AsSpan(0, _length).Clear();
        if (before == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginWrite(stream);
        ValueTask write;
        try
        {
            write = WriteAsync(stream, _buffer.AsMemory(0, _length), cancellationToken);
        }
        catch
        {
            EndWrite();
            throw;
        }

        if (write.IsCompletedSuccessfully)
        {
            EndWrite();
            Sent?.Invoke();
            return Task.CompletedTask;
        }

        return FinishAsync(write);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        BeginWrite(stream);
        try
        {
            Write(stream, _buffer.AsMemory(0, _length));
        }
        finally
        {
            EndWrite();
        }

        Sent?.Invoke();
    }

    protected virtual ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        stream.WriteAsync(body, cancellationToken);

    protected virtual void Write(Stream stream, ReadOnlyMemory<byte> body) => stream.Write(body.Span);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    // The call owns the body and its attempts share it; a transport that disposes its message must not end it.
#pragma warning disable CA2215
    protected override void Dispose(bool disposing)
    {
    }

#pragma warning restore CA2215

    private static ObjectDisposedException Released() =>
        new(nameof(RequestContent), "The call that this request body belongs to has ended. Copy the body while the call is running.");

    private void BeginWrite(Stream stream)
    {
        // A transport that follows a redirect writes the same content for another URI; the secrets in it are for the first one only.
        if (_message is { } message && !Equals(message.RequestUri, _target))
        {
            throw new RedirectFollowedException("The transport followed a redirect; the request body is not sent to another address.");
        }

        if ((Interlocked.Increment(ref _state) & ReleasedFlag) != 0)
        {
            Interlocked.Decrement(ref _state);
            throw Released();
        }

        IsBegun = true;
        if (!MayBeRedirected)
        {
            return;
        }

        if (!IsBuffer(stream))
        {
            WithholdHeaders();
        }
        else if (!MayBeBuffered)
        {
            // Once it is in memory the transport would send it to wherever a redirect points.
            EndWrite();
            throw new RedirectFollowedException(
                "A handler reads the request body inside an HttpClient that follows redirects. Set AllowAutoRedirect = false on its primary handler.");
        }
    }

    // The headers are with the connection when the body is asked for. A redirect that turns the request into a GET has no body to
    // refuse, but it would take the message's headers along.
    private void WithholdHeaders()
    {
        if (_headersWithheld)
        {
            EndWrite();
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, "The transport sends the request a second time; the secrets in its headers are sent once.");
        }

        foreach (string name in SecretHeaders.All)
        {
            _headersWithheld |= _message!.Headers.Remove(name);
        }
    }

    // Whoever reads the body into memory has not sent anything yet; a connection does not know its length.
    private static bool IsBuffer(Stream stream)
    {
        try
        {
            return stream.CanSeek || stream.Length >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private void EndWrite() => Interlocked.Decrement(ref _state);

    private async Task FinishAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            EndWrite();
        }

        Sent?.Invoke();
    }
}
