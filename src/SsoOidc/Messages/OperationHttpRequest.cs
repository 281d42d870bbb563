using SsoOidc.Messages;

namespace SsoOidc;

/// <summary>The HTTP request of a call, as handlers build it.</summary>
public sealed class OperationHttpRequest
{
    private RequestContent? _content;

    internal OperationHttpRequest(int headers) => Headers = new HttpHeaderList(headers);

    /// <summary>Gets the HTTP method: <c>POST</c> for all operations of this service.</summary>
#pragma warning disable CA1822 // part of the request, but no field: every call has one of these objects
    public string Method => "POST";
#pragma warning restore CA1822

    /// <summary>Gets or sets the full URI, path and query included; null until the endpoint is resolved.</summary>
    public Uri? Uri { get; set; }

    /// <summary>Gets the headers.</summary>
    public HttpHeaderList Headers { get; }

    /// <summary>Gets the length of the body in bytes; 0 until it is built.</summary>
    public int BodyLength => _content?.Length ?? 0;

    internal RequestContent? Content => _content;

    internal ReadOnlySpan<byte> Body => _content is null ? default : _content.Span;

    /// <summary>Returns a copy of the body, which holds secrets. The copy is the caller's and stays valid.</summary>
    /// <exception cref="ObjectDisposedException">The call has ended.</exception>
    public byte[] CopyBody() => Body.ToArray();

    /// <summary>Replaces the body by a copy of the given bytes.</summary>
    public void SetBody(ReadOnlySpan<byte> body)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(buffer);
        SetContent(new RequestContent(buffer, body.Length));
    }

    internal void SetContent(RequestContent content)
    {
        _content?.Release();
        _content = content;
    }

    /// <summary>Puts a content in place that has taken over the body of the one before.</summary>
    internal void Wrap(RequestContent content) => _content = content;

    internal void Release() => _content?.Release();
}
